package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.StoredEstate;
import dev.giveback.journal.v1.StoredEstateActivity;
import dev.giveback.journal.v1.StoredEstateDay;
import dev.giveback.journal.v1.StoredEstateHold;
import dev.giveback.journal.v1.StoredEstateOrder;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.Coupons;
import dev.giveback.loyalty.domain.Customer.ActivityCount;
import dev.giveback.loyalty.domain.Days;
import dev.giveback.loyalty.domain.Estate;
import dev.giveback.loyalty.domain.Holds;
import dev.giveback.loyalty.domain.Lots;
import dev.giveback.loyalty.domain.Order;
import dev.giveback.loyalty.domain.Orders;
import dev.giveback.loyalty.domain.Preferences;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/** What goes from one customer to another, between the domain and its stored form. Of equal ones the bytes are equal. */
public final class EstateMapper {
    private EstateMapper() {}

    /** How many bytes it comes to when it is stored. */
    public static long bytes(Estate estate) {
        return toProto(estate).getSerializedSize();
    }

    static StoredEstate toProto(Estate estate) {
        StoredEstate.Builder stored = StoredEstate.newBuilder()
                .addAllLots(TransferMapper.lotsToProto(estate.lots().inOrder()))
                .setNextLotId(estate.nextLotId())
                .setOwed(estate.owed())
                .addAllClosedOrderIds(estate.orders().closed().stream().sorted().toList())
                .setOrderCount(estate.orderCount())
                .setEnrolledMillis(Parts.millis(estate.enrolled()))
                .setTier(CustomerEventMapper.tier(estate.tier()))
                .addAllProfile(ProfileMapper.toProto(estate.profile()));
        if (!estate.preferences().equals(Preferences.NONE)) {
            stored.setPreferences(PreferencesMapper.toProto(estate.preferences()));
        }
        putCoupons(estate.coupons(), stored);
        estate.orders().inOrder().forEach(order -> stored.addOrders(toProto(order)));
        estate.days()
                .byDay()
                .forEach((day, count) -> stored.addDays(StoredEstateDay.newBuilder()
                        .setDay(day)
                        .setPoints(count.points())
                        .setSpendMinor(count.spend())));
        new TreeMap<>(estate.activities())
                .forEach((activity, count) -> stored.addActivities(StoredEstateActivity.newBuilder()
                        .setActivity(activity)
                        .setPeriodDay(count.periodDay())
                        .setTimes(count.times())));
        new TreeMap<>(estate.holds())
                .forEach((id, end) -> stored.addHolds(
                        StoredEstateHold.newBuilder().setHoldId(id).setStatus(Parts.status(end))));
        return stored.build();
    }

    static Estate toDomain(StoredEstate stored) {
        return new Estate(
                new Lots(TransferMapper.lots(stored.getLotsList())),
                stored.getNextLotId(),
                stored.getOwed(),
                coupons(stored),
                orders(stored),
                days(stored),
                activities(stored),
                holds(stored),
                stored.getOrderCount(),
                Parts.orNull(stored.getEnrolledMillis()),
                CustomerEventMapper.tier(stored.getTier()),
                ProfileMapper.toDomain(stored.getProfileList()),
                PreferencesMapper.toDomain(stored.getPreferences()));
    }

    private static void putCoupons(Coupons coupons, StoredEstate.Builder stored) {
        new TreeMap<>(coupons.byId()).values().forEach(coupon -> stored.addCoupons(CouponMapper.toProto(coupon)));
        new TreeMap<>(coupons.forgotten())
                .forEach((id, content) -> stored.addForgottenCouponIds(id).addForgottenCouponFingerprints(content));
    }

    private static Coupons coupons(StoredEstate stored) {
        List<Coupon> coupons =
                stored.getCouponsList().stream().map(CouponMapper::toDomain).toList();
        PMap<String, Long> forgotten = HashTreePMap.empty();
        for (int i = 0; i < stored.getForgottenCouponIdsCount(); i++) {
            forgotten = forgotten.plus(stored.getForgottenCouponIds(i), stored.getForgottenCouponFingerprints(i));
        }
        return Coupons.of(coupons, forgotten);
    }

    private static StoredEstateOrder toProto(Order order) {
        StoredEstateOrder.Builder stored = StoredEstateOrder.newBuilder()
                .setCompleted(CustomerEventMapper.toProto(order.event()))
                .addAllRefundedQuantities(order.refundedQuantities())
                .setShippingRefunded(order.isShippingRefunded())
                .setLotOffset(order.lotOffset())
                .addAllRederivedLinePoints(order.rederived());
        if (order.corrected() != null) {
            stored.setCorrected(ChangeMapper.toProto(order.corrected()));
        }
        return stored.build();
    }

    private static Orders orders(StoredEstate stored) {
        PMap<String, Order> open = HashTreePMap.empty();
        List<String> oldestFirst = new ArrayList<>();
        for (StoredEstateOrder each : stored.getOrdersList()) {
            Order order = new Order(
                    CustomerEventMapper.toDomain(each.getCompleted()),
                    each.getRefundedQuantitiesList(),
                    each.getShippingRefunded(),
                    each.getLotOffset(),
                    each.getRederivedLinePointsList(),
                    each.hasCorrected() ? ChangeMapper.toDomain(each.getCorrected()) : null);
            open = open.plus(order.completed().orderId(), order);
            if (order.completed().refundableUntil() != null) {
                oldestFirst.add(order.completed().orderId());
            }
        }
        return new Orders(open, TreePVector.from(oldestFirst), HashTreePSet.from(stored.getClosedOrderIdsList()));
    }

    private static Days days(StoredEstate stored) {
        PSortedMap<Long, Days.Count> byDay = TreePMap.empty();
        Days.Count all = Days.Count.ZERO;
        for (StoredEstateDay day : stored.getDaysList()) {
            Days.Count count = new Days.Count(day.getPoints(), day.getSpendMinor());
            byDay = byDay.plus(day.getDay(), count);
            all = all.plus(count);
        }
        return new Days(byDay, all);
    }

    private static PMap<String, ActivityCount> activities(StoredEstate stored) {
        PMap<String, ActivityCount> activities = HashTreePMap.empty();
        for (StoredEstateActivity each : stored.getActivitiesList()) {
            activities = activities.plus(each.getActivity(), new ActivityCount(each.getPeriodDay(), each.getTimes()));
        }
        return activities;
    }

    private static PMap<String, Holds.End> holds(StoredEstate stored) {
        PMap<String, Holds.End> holds = HashTreePMap.empty();
        for (StoredEstateHold each : stored.getHoldsList()) {
            holds = holds.plus(each.getHoldId(), Parts.end(each.getStatus()));
        }
        return holds;
    }
}
