package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.ActivityRewarded;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.CouponRevoked;
import dev.giveback.loyalty.domain.Change.CustomerAbsorbed;
import dev.giveback.loyalty.domain.Change.MergeBegun;
import dev.giveback.loyalty.domain.Change.MergeDeclined;
import dev.giveback.loyalty.domain.Change.MergeReverted;
import dev.giveback.loyalty.domain.Change.MergeSettled;
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
import org.pcollections.HashTreePMap;
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
    Profile profile;
    Preferences preferences;
    private @Nullable Instant erased;
    private Sagas sagas;
    long nextLotId;
    Orders orders;
    long owed;
    long orderCount;
    Days days;
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
        profile = customer.profile();
        preferences = customer.preferences();
        erased = customer.erased();
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
            price.coupons().stream()
                    .filter(CouponUse::isHeld)
                    .forEach(use -> redeem(use.couponId(), completed.orderId()));
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

    void rederive(Change.OrdersRederived rederived) {
        for (Change.RederivedOrder each : rederived.orders()) {
            Order order = orders.open().get(each.orderId());
            if (order != null) {
                orders = orders.with(order.earning(each.linePoints()));
            }
            long taken = LotUse.sum(each.uses()) + each.owed();
            days = days.plus(each.countingDay(), each.added() - taken, 0);
            totals = totals.plusEarned(each.added()).plusTakenBack(taken);
            owed = Math.addExact(owed, each.owed());
            credit(each.lot(), each.owedPaid());
            lots = lots.minus(each.uses());
        }
    }

    void correct(Change.OrderCorrected corrected) {
        CheckoutCompleted facts = corrected.order();
        Order order = orders.open().get(facts.orderId());
        if (order != null) {
            orders = orders.with(order.corrected(facts));
        }
        days = days.plus(corrected.dayBefore(), -corrected.pointsMoved(), -corrected.spendBefore())
                .plus(facts.countingDay(), corrected.pointsMoved(), corrected.spendAfter());
        rederive(corrected.settled());
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
                Arrival.ofTransfer(declined.sender(), declined.transferId()),
                new Arrival(Decline.of(declined.reason())));
    }

    void settle(TransferSettled settled) {
        sagas = sagas.ended(transfer(settled.transferId()).ended(latest, null));
    }

    void giveBack(TransferReturned returned) {
        sagas = sagas.ended(transfer(returned.transferId()).ended(latest, returned.reason()));
        transferIn(returned.points(), returned.lots(), returned.owedPaid());
    }

    /** Everything but points that have expired: those stay, to be recorded where they expired. */
    Estate estate(Instant now) {
        return new Estate(
                lots.expiredOrNot(now, false),
                nextLotId,
                owed,
                coupons,
                orders,
                days,
                activities,
                holds.ended(),
                orderCount,
                enrolled,
                tier,
                profile,
                preferences);
    }

    /** What is sealed is given up, and requests are remembered no longer: a repeat is told that the customer was erased. */
    void erase() {
        erased = latest;
        profile = Profile.NONE;
        preferences = Preferences.NONE;
        memory = Memory.NONE;
    }

    /** Puts everything aside. The tier before stands in the customer as it was: the event has taken it already. */
    void close(MergeBegun begun, TierGrant tierBefore) {
        tier = tierBefore;
        sagas = sagas.merging(new Merge(begun.target(), begun.attempt(), latest, estate(latest)));
        totals = totals.plusTransferred(-begun.points());
        lots = lots.expiredOrNot(latest, true);
        owed = 0;
        coupons = Coupons.NONE;
        orders = Orders.NONE;
        days = Days.NONE;
        activities = HashTreePMap.empty();
        holds = Holds.NONE;
        orderCount = 0;
        tier = TierGrant.NONE;
        profile = Profile.NONE;
        preferences = Preferences.NONE;
    }

    void absorb(CustomerAbsorbed absorbed) {
        Estate estate = absorbed.estate();
        sagas = sagas.arrived(Arrival.ofMerge(absorbed.source(), absorbed.attempt()), Arrival.TAKEN);
        totals = totals.plusTransferred(estate.points());
        lots = lots.plusAll(estate.lots().inOrder()).minus(absorbed.owedUses());
        nextLotId = estate.nextLotId();
        owed = Math.addExact(owed, estate.owed()) - LotUse.sum(absorbed.owedUses());
        coupons = coupons.plusAll(estate.coupons());
        orders = orders.plusAll(estate.orders());
        days = days.plusAll(estate.days());
        estate.activities()
                .forEach((activity, count) ->
                        activities = activities.plus(activity, count.plus(activities.get(activity))));
        holds = holds.plusAll(estate.holds());
        orderCount += estate.orderCount();
        enrolled = earlier(enrolled, estate.enrolled());
        profile = profile.or(estate.profile());
        preferences = preferences.or(estate.preferences());
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    void decline(MergeDeclined declined) {
        sagas = sagas.arrived(Arrival.ofMerge(declined.source(), declined.attempt()), new Arrival(declined.declined()));
    }

    void settle(MergeSettled settled) {
        sagas = sagas.merging(merge(settled.attempt()).settled());
    }

    void reopen(MergeReverted reverted) {
        Estate estate = merge(reverted.attempt()).estate();
        if (estate == null) {
            throw new IllegalStateException("merge: settled (expected: under way)");
        }
        sagas = sagas.reverted(reverted.attempt(), reverted.declined());
        totals = totals.plusTransferred(reverted.points());
        lots = estate.lots();
        owed = estate.owed();
        coupons = estate.coupons();
        orders = estate.orders();
        days = estate.days();
        activities = estate.activities();
        holds = new Holds(HashTreePMap.empty(), estate.holds());
        orderCount = estate.orderCount();
        tier = estate.tier();
        profile = estate.profile();
        preferences = estate.preferences();
    }

    private Merge merge(long attempt) {
        Merge merge = sagas.merge();
        if (merge == null || merge.attempt() != attempt) {
            throw new IllegalStateException("merge: " + merge + " (expected: attempt " + attempt + ")");
        }
        return merge;
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
                sagas,
                profile,
                preferences,
                erased);
    }
}
