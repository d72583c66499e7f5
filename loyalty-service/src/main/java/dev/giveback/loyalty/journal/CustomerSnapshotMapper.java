package dev.giveback.loyalty.journal;

import dev.giveback.journal.v1.CustomerSnapshot;
import dev.giveback.journal.v1.SnapshotActivity;
import dev.giveback.journal.v1.SnapshotDay;
import dev.giveback.journal.v1.SnapshotHold;
import dev.giveback.journal.v1.SnapshotOrder;
import dev.giveback.journal.v1.SnapshotRequest;
import dev.giveback.journal.v1.SnapshotReservation;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Coupon;
import dev.giveback.loyalty.domain.Coupons;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Days;
import dev.giveback.loyalty.domain.Holds;
import dev.giveback.loyalty.domain.Lots;
import dev.giveback.loyalty.domain.Memory;
import dev.giveback.loyalty.domain.Order;
import dev.giveback.loyalty.domain.Orders;
import dev.giveback.loyalty.domain.Preferences;
import dev.giveback.loyalty.domain.Reservations;
import dev.giveback.loyalty.domain.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/** A customer's state between the domain and its snapshot. Of equal states the bytes are equal: what has no order is sorted. */
public final class CustomerSnapshotMapper {
    /** Version of the layout; snapshots of another one are not read. */
    public static final int SCHEMA_VERSION = 4;

    private CustomerSnapshotMapper() {}

    /** The snapshot of a state. */
    public static CustomerSnapshot toProto(CustomerState state) {
        Customer customer = state.customer();
        CustomerSnapshot.Builder snapshot = CustomerSnapshot.newBuilder()
                .setSchemaVersion(SCHEMA_VERSION)
                .setRevision(customer.revision())
                .setChainHash(state.chainHash())
                .setEnrolledMillis(Parts.millis(customer.enrolled()))
                .setLatestMillis(customer.latest().toEpochMilli())
                .setNextLotId(customer.nextLotId())
                .addAllClosedOrderIds(
                        customer.orders().closed().stream().sorted().toList())
                .setOwed(customer.owed())
                .setOrderCount(customer.orderCount())
                .setTier(CustomerEventMapper.tier(customer.tier()))
                .addAllProfile(ProfileMapper.toProto(customer.profile()))
                .setErasedMillis(Parts.millis(customer.erased()));
        if (!customer.preferences().equals(Preferences.NONE)) {
            snapshot.setPreferences(PreferencesMapper.toProto(customer.preferences()));
        }
        customer.lots().inOrder().forEach(lot -> snapshot.addLots(Parts.toProto(lot)));
        put(customer.holds(), snapshot);
        put(customer.orders(), snapshot);
        put(customer.memory(), customer.orders(), snapshot);
        put(customer.totals(), snapshot);
        customer.days().byDay().forEach((day, count) -> snapshot.addDays(day(day, count)));
        new TreeMap<>(customer.activities())
                .forEach((activity, count) -> snapshot.addActivities(SnapshotActivity.newBuilder()
                        .setActivity(activity)
                        .setPeriodDay(count.periodDay())
                        .setTimes(count.times())));
        put(customer.coupons(), snapshot);
        put(customer.reservations(), snapshot);
        SagaSnapshotMapper.put(customer.sagas(), snapshot);
        return snapshot.build();
    }

    /** The state that a snapshot was taken of. */
    public static CustomerState toDomain(CustomerSnapshot snapshot) {
        Orders orders = orders(snapshot);
        Customer customer = new Customer(
                snapshot.getRevision(),
                Parts.orNull(snapshot.getEnrolledMillis()),
                Parts.instant(snapshot.getLatestMillis()),
                new Lots(snapshot.getLotsList().stream().map(Parts::toDomain).toList()),
                snapshot.getNextLotId(),
                holds(snapshot),
                orders,
                memory(snapshot, orders),
                new Totals(
                        snapshot.getEarned(),
                        snapshot.getSpent(),
                        snapshot.getExpired(),
                        snapshot.getTakenBack(),
                        snapshot.getRestored(),
                        snapshot.getAdjusted(),
                        snapshot.getTransferred()),
                snapshot.getOwed(),
                snapshot.getOrderCount(),
                CustomerEventMapper.tier(snapshot.getTier()),
                days(snapshot),
                activities(snapshot),
                coupons(snapshot),
                reservations(snapshot),
                SagaSnapshotMapper.toDomain(snapshot),
                ProfileMapper.toDomain(snapshot.getProfileList()),
                PreferencesMapper.toDomain(snapshot.getPreferences()),
                Parts.orNull(snapshot.getErasedMillis()));
        return new CustomerState(customer, snapshot.getChainHash());
    }

    private static void put(Totals totals, CustomerSnapshot.Builder snapshot) {
        snapshot.setEarned(totals.earned())
                .setSpent(totals.spent())
                .setExpired(totals.expired())
                .setTakenBack(totals.takenBack())
                .setRestored(totals.restored())
                .setAdjusted(totals.adjusted())
                .setTransferred(totals.transferred());
    }

    private static void put(Coupons coupons, CustomerSnapshot.Builder snapshot) {
        new TreeMap<>(coupons.byId()).values().forEach(coupon -> snapshot.addCoupons(CouponMapper.toProto(coupon)));
        new TreeMap<>(coupons.forgotten())
                .forEach((id, content) -> snapshot.addForgottenCouponIds(id).addForgottenCouponFingerprints(content));
    }

    private static Coupons coupons(CustomerSnapshot snapshot) {
        List<Coupon> coupons =
                snapshot.getCouponsList().stream().map(CouponMapper::toDomain).toList();
        PMap<String, Long> forgotten = HashTreePMap.empty();
        for (int i = 0; i < snapshot.getForgottenCouponIdsCount(); i++) {
            forgotten = forgotten.plus(snapshot.getForgottenCouponIds(i), snapshot.getForgottenCouponFingerprints(i));
        }
        return Coupons.of(coupons, forgotten);
    }

    private static void put(Reservations reservations, CustomerSnapshot.Builder snapshot) {
        Map<String, SnapshotReservation> byId = new TreeMap<>();
        reservations
                .open()
                .forEach((id, open) -> byId.put(
                        id,
                        SnapshotReservation.newBuilder()
                                .setOrderId(id)
                                .setExpiresMillis(open.expires().toEpochMilli())
                                .setEvent(CustomerEventMapper.toProto(open.event()))
                                .build()));
        reservations
                .ended()
                .forEach((id, end) -> byId.put(
                        id,
                        SnapshotReservation.newBuilder()
                                .setOrderId(id)
                                .setStatus(end == Reservations.End.CANCELLED ? 1 : 2)
                                .build()));
        snapshot.addAllReservations(byId.values());
    }

    private static Reservations reservations(CustomerSnapshot snapshot) {
        PMap<String, Reservations.Open> open = HashTreePMap.empty();
        PMap<String, Reservations.End> ended = HashTreePMap.empty();
        for (SnapshotReservation stored : snapshot.getReservationsList()) {
            String id = stored.getOrderId();
            switch (stored.getStatus()) {
                case 0 ->
                    open = open.plus(
                            id,
                            new Reservations.Open(
                                    CustomerEventMapper.toDomain(stored.getEvent()),
                                    Parts.instant(stored.getExpiresMillis())));
                case 1 -> ended = ended.plus(id, Reservations.End.CANCELLED);
                case 2 -> ended = ended.plus(id, Reservations.End.EXPIRED);
                default ->
                    throw new IllegalArgumentException(
                            "status of a reservation: " + stored.getStatus() + " (expected: 0 to 2)");
            }
        }
        return new Reservations(open, ended);
    }

    private static void put(Holds holds, CustomerSnapshot.Builder snapshot) {
        Map<String, SnapshotHold> byId = new TreeMap<>();
        holds.open()
                .forEach((id, hold) -> byId.put(
                        id,
                        SnapshotHold.newBuilder()
                                .setHoldId(id)
                                .setExpiresMillis(hold.expires().toEpochMilli())
                                .addAllUses(Parts.toProto(hold.uses()))
                                .build()));
        holds.ended()
                .forEach((id, end) -> byId.put(
                        id,
                        SnapshotHold.newBuilder()
                                .setHoldId(id)
                                .setStatus(Parts.status(end))
                                .build()));
        snapshot.addAllHolds(byId.values());
    }

    private static Holds holds(CustomerSnapshot snapshot) {
        PMap<String, Holds.Open> open = HashTreePMap.empty();
        PMap<String, Holds.End> ended = HashTreePMap.empty();
        for (SnapshotHold hold : snapshot.getHoldsList()) {
            switch (hold.getStatus()) {
                case 0 ->
                    open = open.plus(
                            hold.getHoldId(),
                            new Holds.Open(
                                    hold.getHoldId(),
                                    Parts.uses(hold.getUsesList()),
                                    Parts.instant(hold.getExpiresMillis())));
                default -> ended = ended.plus(hold.getHoldId(), Parts.end(hold.getStatus()));
            }
        }
        return new Holds(open, ended);
    }

    private static void put(Orders orders, CustomerSnapshot.Builder snapshot) {
        for (Order order : orders.inOrder()) {
            SnapshotOrder.Builder stored = snapshot.addOrdersBuilder()
                    .setCompleted(CustomerEventMapper.toProto(order.event()))
                    .addAllRefundedQuantities(order.refundedQuantities())
                    .setShippingRefunded(order.isShippingRefunded())
                    .setLotOffset(order.lotOffset())
                    .addAllRederivedLinePoints(order.rederived());
            if (order.corrected() != null) {
                stored.setCorrected(ChangeMapper.toProto(order.corrected()));
            }
        }
    }

    private static Orders orders(CustomerSnapshot snapshot) {
        PMap<String, Order> open = HashTreePMap.empty();
        List<String> oldestFirst = new ArrayList<>();
        for (SnapshotOrder stored : snapshot.getOrdersList()) {
            Order order = new Order(
                    CustomerEventMapper.toDomain(stored.getCompleted()),
                    stored.getRefundedQuantitiesList(),
                    stored.getShippingRefunded(),
                    stored.getLotOffset(),
                    stored.getRederivedLinePointsList(),
                    stored.hasCorrected() ? ChangeMapper.toDomain(stored.getCorrected()) : null);
            open = open.plus(order.completed().orderId(), order);
            if (order.completed().refundableUntil() != null) {
                oldestFirst.add(order.completed().orderId());
            }
        }
        return new Orders(open, TreePVector.from(oldestFirst), HashTreePSet.from(snapshot.getClosedOrderIdsList()));
    }

    /** Of a checkout whose order is kept, the snapshot holds the event once, with the order. */
    private static void put(Memory memory, Orders orders, CustomerSnapshot.Builder snapshot) {
        for (String id : memory.oldestFirst()) {
            CustomerEvent event = memory.events().get(id);
            if (event == null) {
                continue;
            }
            String orderId = keptOrderOf(event, orders);
            SnapshotRequest.Builder request = SnapshotRequest.newBuilder();
            if (orderId.isEmpty()) {
                request.setEvent(CustomerEventMapper.toProto(event));
            } else {
                request.setInOrders(true);
                request.getEventBuilder()
                        .setRequestId(id)
                        .getCheckoutCompletedBuilder()
                        .setOrderId(orderId);
            }
            snapshot.addRequests(request);
        }
    }

    private static String keptOrderOf(CustomerEvent event, Orders orders) {
        if (event.change() instanceof CheckoutCompleted completed) {
            Order order = orders.open().get(completed.orderId());
            return order != null && order.event().equals(event) ? completed.orderId() : "";
        }
        return "";
    }

    private static Memory memory(CustomerSnapshot snapshot, Orders orders) {
        PMap<String, CustomerEvent> events = HashTreePMap.empty();
        List<String> oldestFirst = new ArrayList<>();
        for (SnapshotRequest request : snapshot.getRequestsList()) {
            CustomerEvent event = remembered(request, orders);
            String id = event.header().request().id();
            events = events.plus(id, event);
            oldestFirst.add(id);
        }
        PVector<String> order = TreePVector.from(oldestFirst);
        return new Memory(events, order);
    }

    private static CustomerEvent remembered(SnapshotRequest request, Orders orders) {
        if (!request.getInOrders()) {
            return CustomerEventMapper.toDomain(request.getEvent());
        }
        String orderId = request.getEvent().getCheckoutCompleted().getOrderId();
        Order order = orders.open().get(orderId);
        if (order == null) {
            throw new IllegalArgumentException("order of a request: " + orderId + " (expected: one that is kept)");
        }
        return order.event();
    }

    private static SnapshotDay day(long day, Days.Count count) {
        return SnapshotDay.newBuilder()
                .setDay(day)
                .setPoints(count.points())
                .setSpendMinor(count.spend())
                .build();
    }

    private static Days days(CustomerSnapshot snapshot) {
        PSortedMap<Long, Days.Count> byDay = TreePMap.empty();
        Days.Count all = Days.Count.ZERO;
        for (SnapshotDay day : snapshot.getDaysList()) {
            byDay = byDay.plus(day.getDay(), count(day));
            all = all.plus(count(day));
        }
        return new Days(byDay, all);
    }

    private static Days.Count count(SnapshotDay day) {
        return new Days.Count(day.getPoints(), day.getSpendMinor());
    }

    private static PMap<String, Customer.ActivityCount> activities(CustomerSnapshot snapshot) {
        PMap<String, Customer.ActivityCount> activities = HashTreePMap.empty();
        for (SnapshotActivity activity : snapshot.getActivitiesList()) {
            activities = activities.plus(
                    activity.getActivity(), new Customer.ActivityCount(activity.getPeriodDay(), activity.getTimes()));
        }
        return activities;
    }
}
