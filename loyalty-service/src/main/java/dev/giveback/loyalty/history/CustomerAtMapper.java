package dev.giveback.loyalty.history;

import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Holds;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import dev.giveback.loyalty.domain.Price;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Reservations;
import dev.giveback.loyalty.grpc.StandingMapper;
import dev.giveback.loyalty.v1.CouponAt;
import dev.giveback.loyalty.v1.CouponState;
import dev.giveback.loyalty.v1.CustomerAt;
import dev.giveback.loyalty.v1.EventState;
import dev.giveback.loyalty.v1.Hold;
import dev.giveback.loyalty.v1.Membership;
import dev.giveback.loyalty.v1.ReservationAt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Customers at moments, as they are published. */
final class CustomerAtMapper {
    /** The most of anything in one answer. */
    static final int MOST = 1_000;

    private CustomerAtMapper() {}

    static CustomerAt customer(CustomerId id, View view, Program program) {
        Customer customer = view.customer();
        Instant now = view.time();
        CustomerAt.Builder published = CustomerAt.newBuilder()
                .setCustomer(StandingMapper.customer(id.name(), customer, program, now))
                .setKnownTime(Texts.timestamp(view.known()))
                .setProgramVersion(program.version())
                .setPointsInTransit(customer.sagas().inTransit());
        view.late().forEach(late -> published.addLateSequenceNumbers(late.sequenceNumber()));
        if (view.first() != null) {
            published.setFirstEventTime(Texts.timestamp(view.first()));
        }
        putLots(customer, now, published);
        putCoupons(customer, now, published);
        new TreeMap<>(customer.holds().open()).values().forEach(hold -> put(hold, now, published));
        new TreeMap<>(customer.reservations().open()).values().forEach(open -> put(open, now, published));
        List<UpcomingList.Entry> upcoming = UpcomingList.of(customer, program, now);
        upcoming.stream().limit(MOST).forEach(entry -> published.addUpcoming(entry.published()));
        return published.setMoreUpcoming(Math.max(0, upcoming.size() - MOST)).build();
    }

    private static void putLots(Customer customer, Instant now, CustomerAt.Builder published) {
        Map<Long, Long> held = customer.held(now);
        List<Lot> lots = customer.lots().inOrder().stream()
                .filter(lot -> lot.expires() == null || now.isBefore(lot.expires()) || held.containsKey(lot.id()))
                .toList();
        lots.stream()
                .limit(MOST)
                .forEach(lot -> published.addLots(StandingMapper.lot(lot, held.getOrDefault(lot.id(), 0L))));
        published.setMoreLots(Math.max(0, lots.size() - MOST));
    }

    private static void putCoupons(Customer customer, Instant now, CustomerAt.Builder published) {
        Map<String, String> reserved = customer.reservations().orderByCoupon(now);
        TreeMap<String, Coupon> coupons = new TreeMap<>(customer.coupons().byId());
        coupons.values().stream()
                .limit(MOST)
                .forEach(coupon -> published.addCoupons(
                        coupon(coupon, customer.state(coupon, now), reserved.getOrDefault(coupon.id(), ""))));
        published.setMoreCoupons(Math.max(0, coupons.size() - MOST));
    }

    private static CouponAt coupon(Coupon coupon, Coupon.State state, String reservedBy) {
        CouponAt.Builder published = CouponAt.newBuilder()
                .setCouponId(coupon.id())
                .setTitle(coupon.terms().title())
                .setCampaign(coupon.campaign())
                .setState(state(state))
                .setStartTime(Texts.timestamp(coupon.start()))
                .setOrderId(coupon.end() == null ? reservedBy : coupon.end().orderId());
        if (coupon.expires() != null) {
            published.setExpireTime(Texts.timestamp(coupon.expires()));
        }
        return published.build();
    }

    private static CouponState state(Coupon.State state) {
        return switch (state) {
            case AVAILABLE -> CouponState.COUPON_STATE_AVAILABLE;
            case RESERVED -> CouponState.COUPON_STATE_RESERVED;
            case REDEEMED -> CouponState.COUPON_STATE_REDEEMED;
            case EXPIRED -> CouponState.COUPON_STATE_EXPIRED;
            case REVOKED -> CouponState.COUPON_STATE_REVOKED;
        };
    }

    private static void put(Holds.Open hold, Instant now, CustomerAt.Builder published) {
        if (now.isBefore(hold.expires())) {
            published.addHolds(Hold.newBuilder()
                    .setHoldId(hold.id())
                    .setPoints(LotUse.sum(hold.uses()))
                    .setExpireTime(Texts.timestamp(hold.expires())));
        }
    }

    private static void put(Reservations.Open open, Instant now, CustomerAt.Builder published) {
        if (now.isBefore(open.expires())) {
            ReservationAt.Builder reservation = ReservationAt.newBuilder()
                    .setOrderId(open.order().orderId())
                    .setExpireTime(Texts.timestamp(open.expires()));
            Price price = open.order().price();
            if (price != null) {
                reservation.setPoints(price.pointsRedeemed());
                price.coupons().forEach(use -> reservation.addCouponIds(use.couponId()));
            }
            published.addReservations(reservation);
        }
    }

    /** In short, right after an event. */
    static EventState state(CustomerId id, Customer customer, Program program, Instant time) {
        EventState.Builder state = EventState.newBuilder()
                .setBalance(StandingMapper.balance(customer.balance(time)))
                .setTierId(customer.tier(program, time).tierId())
                .setMembership(customer.enrolled() == null ? Membership.MEMBERSHIP_GUEST : Membership.MEMBERSHIP_MEMBER)
                .setOrderCount(customer.orderCount());
        customer.coupons().byId().values().stream()
                .filter(coupon -> switch (customer.state(coupon, time)) {
                    case AVAILABLE, RESERVED -> true;
                    case REDEEMED, EXPIRED, REVOKED -> false;
                })
                .map(Coupon::id)
                .sorted()
                .forEach(state::addCouponIds);
        if (customer.sagas().merge() != null) {
            state.setMergedInto(
                    new CustomerId(id.program(), customer.sagas().merge().target()).name());
        }
        return state.build();
    }
}
