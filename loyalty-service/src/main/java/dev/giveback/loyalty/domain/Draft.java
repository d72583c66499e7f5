package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.ActivityRewarded;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.CouponRevoked;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.PointsAdjusted;
import dev.giveback.loyalty.domain.Change.PointsReceived;
import dev.giveback.loyalty.domain.Change.PointsSent;
import dev.giveback.loyalty.domain.Change.Restoration;
import dev.giveback.loyalty.domain.Change.ReturnedCoupon;
import dev.giveback.loyalty.domain.Change.TransferDeclined;
import dev.giveback.loyalty.domain.Change.TransferReturned;
import dev.giveback.loyalty.domain.Change.TransferSettled;
import dev.giveback.loyalty.domain.Customer.ActivityCount;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcollections.PMap;

/** The next state of a customer while one event is applied to it. It never leaves {@link Customer#evolve}. */
final class Draft {
    long revision;

    @Nullable
    Instant enrolled;

    Instant latest;
    Lots lots;
    Holds holds;
    Memory memory;
    Totals totals;
    TierGrant tier;
    Coupons coupons;
    Reservations reservations;
    private Sagas sagas;
    private long nextLotId;
    private Orders orders;
    private long owed;
    private long orderCount;
    private Days days;
    private PMap<String, ActivityCount> activities;

    Draft(Customer customer) {
        revision = customer.revision();
        enrolled = customer.enrolled();
        latest = customer.latest();
        lots = customer.lots();
        nextLotId = customer.nextLotId();
        holds = customer.holds();
        orders = customer.orders();
        memory = customer.memory();
        totals = customer.totals();
        owed = customer.owed();
        orderCount = customer.orderCount();
        tier = customer.tier();
        days = customer.days();
        activities = customer.activities();
        coupons = customer.coupons();
        reservations = customer.reservations();
        sagas = customer.sagas();
    }

    void complete(CustomerEvent event, CheckoutCompleted completed) {
        orders = orders.plus(event, completed);
        orderCount++;
        days = days.plus(
                completed.countingDay(),
                completed.pointsEarned(),
                completed.total().minor());
        totals = totals.plusEarned(completed.pointsEarned());
        reservations = reservations.made(completed.orderId());
        Price price = completed.price();
        if (price != null) {
            spend(SpentLot.uses(price.spent()));
            price.coupons().forEach(use -> redeem(use.couponId(), completed.orderId()));
        }
        credit(completed.lot(), completed.owedPaid());
    }

    private void redeem(String couponId, String orderId) {
        coupons = coupons.with(coupon(couponId).ended(new Coupon.End(latest, orderId)));
    }

    private Coupon coupon(String id) {
        Coupon coupon = coupons.byId().get(id);
        if (coupon == null) {
            throw new IllegalStateException("coupon: " + id + " (expected: a coupon that the customer has)");
        }
        return coupon;
    }

    void grant(Coupon coupon) {
        spend(SpentLot.uses(coupon.spent()));
        coupons = coupons.granted(coupon, reservations.coupons(latest), orders);
    }

    void revoke(CouponRevoked revoked) {
        coupons = coupons.with(coupon(revoked.couponId()).ended(new Coupon.End(latest, "")));
        if (revoked.restoration() != null) {
            restore(revoked.restoration());
        }
    }

    private void restore(Restoration restoration) {
        totals = totals.plusRestored(restoration.points());
        owed -= restoration.owedPaid();
        for (Lot lot : restoration.lots()) {
            credit(lot, 0);
        }
        for (ReturnedCoupon returned : restoration.coupons()) {
            coupons = coupons.with(coupon(returned.couponId()).returned(returned.expires()));
        }
    }

    void refund(OrderRefunded refunded) {
        Order order = orders.open().get(refunded.orderId());
        if (order == null) {
            throw new IllegalStateException("order: " + refunded.orderId() + " (expected: an order that is kept)");
        }
        Restoration restoration = refunded.restoration();
        orders = orders.with(order.refunded(refunded.lines(), restoration != null && restoration.isShipping()));
        if (restoration != null) {
            restore(restoration);
        }
        // Points forgiven stay with the customer, so they go on counting for caps and tiers.
        long takenBack = LotUse.sum(refunded.uses()) + refunded.pointsOwed();
        days = days.plus(refunded.countingDay(), -takenBack, -refunded.amount());
        lots = lots.minus(refunded.uses());
        owed = Math.addExact(owed, refunded.pointsOwed());
        totals = totals.plusTakenBack(takenBack);
    }

    void reward(ActivityRewarded rewarded) {
        ActivityCount count = activities.get(rewarded.activity());
        long before = count == null || count.periodDay() != rewarded.periodDay() ? 0 : count.times();
        activities = activities.plus(rewarded.activity(), new ActivityCount(rewarded.periodDay(), before + 1));
        totals = totals.plusEarned(rewarded.points());
        credit(rewarded.lot(), rewarded.owedPaid());
    }

    /** Writes off points that have expired: after the change, which may have set some of them free. */
    void expire(List<LotUse> uses) {
        lots = lots.minus(uses);
        totals = totals.plusExpired(LotUse.sum(uses));
    }

    void spend(List<LotUse> uses) {
        lots = lots.minus(uses);
        totals = totals.plusSpent(LotUse.sum(uses));
    }

    void adjust(PointsAdjusted adjusted) {
        totals = totals.plusAdjusted(adjusted.points());
        lots = lots.minus(adjusted.uses());
        credit(adjusted.lot(), adjusted.owedPaid());
    }

    void send(PointsSent sent) {
        sagas = sagas.sent(Transfer.of(sent, latest));
        lots = lots.minus(SpentLot.uses(sent.lots()));
        totals = totals.plusTransferred(-SpentLot.sum(sent.lots()));
    }

    void receive(PointsReceived received) {
        sagas = sagas.arrived(Arrival.ofTransfer(received.sender(), received.transferId()), Arrival.TAKEN);
        transferIn(received.points(), received.lots(), received.owedPaid());
    }

    void decline(TransferDeclined declined) {
        sagas = sagas.arrived(
                Arrival.ofTransfer(declined.sender(), declined.transferId()), new Arrival(declined.reason()));
    }

    void settle(TransferSettled settled) {
        sagas = sagas.ended(transfer(settled.transferId()).ended(latest, null));
    }

    void giveBack(TransferReturned returned) {
        sagas = sagas.ended(transfer(returned.transferId()).ended(latest, returned.reason()));
        transferIn(returned.points(), returned.lots(), returned.owedPaid());
    }

    private Transfer transfer(String id) {
        Transfer transfer = sagas.underWay().get(id);
        if (transfer == null) {
            throw new IllegalStateException("transfer: " + id + " (expected: one that is under way)");
        }
        return transfer;
    }

    private void transferIn(long points, List<Lot> arrived, long owedPaid) {
        totals = totals.plusTransferred(points);
        owed -= owedPaid;
        arrived.forEach(lot -> credit(lot, 0));
    }

    private void credit(@Nullable Lot lot, long owedPaid) {
        owed -= owedPaid;
        if (lot != null) {
            lots = lots.plus(lot);
            nextLotId = Math.max(nextLotId, lot.id() + 1);
        }
    }

    Customer finished() {
        return new Customer(
                revision,
                enrolled,
                latest,
                lots,
                nextLotId,
                holds,
                orders,
                memory,
                totals,
                owed,
                orderCount,
                tier,
                days,
                activities,
                coupons,
                reservations,
                sagas);
    }
}
