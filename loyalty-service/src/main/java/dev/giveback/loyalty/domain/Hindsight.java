package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderCorrected;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.Restoration;
import dev.giveback.loyalty.domain.Change.ReturnedCoupon;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is learnt of a moment only later. A customer about a moment, as known later, is what the events recorded by that moment make of
 * it, and then, in the order in which they were recorded, the late facts: orders, refunds and corrections that were recorded after the moment and took
 * effect by it. A late fact does what was decided when it was recorded, as far as the account of that moment allows; nothing is decided
 * again:
 *
 * <ul>
 *   <li>Points are taken from the lots that it names, as far as these have points that no live hold or reservation keeps; then from the
 *       others, in the order of spending; what nobody has is owed.
 *   <li>Points that it gives pay off what is owed, no more of it than the event says, and no more than is owed; the others go into its first
 *       lot, or, if it has none, into one that never expires, whose number is beyond all others. Points that a refund gives back are
 *       pending until it was recorded.
 *   <li>A coupon that the customer does not have is passed over, and so is a refund of an order that it does not have: that one was
 *       another customer's at the time, and came by a merge.
 *   <li>Nothing is added to a customer that is closed by a merge.
 *   <li>A correction changes the order that the customer has, with what was made good of that order, and of no other. An order that it dates back
 *       to before the moment is added, one that it dates beyond it is taken out; what that one was paid with stays spent.
 *   <li>It gives no tier and closes no order; but it counts for the tier from then on. What it found to be expired is not taken: expiry
 *       follows from the moment.
 * </ul>
 */
public final class Hindsight {
    private Hindsight() {}

    /**
     * When an event took effect: at the purchase or refund time that the shop gave, a correction at the earlier of the time before and after it, but
     * not after it was recorded.
     */
    public static Instant effective(CustomerEvent event) {
        Instant recorded = event.header().time();
        Instant told = switch (event.change()) {
            case CheckoutCompleted completed -> completed.purchaseTime();
            case OrderRefunded refunded -> refunded.refundTime();
            case OrderCorrected corrected -> {
                Instant now = corrected.order().purchaseTime();
                yield now.isBefore(corrected.purchaseTimeBefore()) ? now : corrected.purchaseTimeBefore();
            }
            case Change other -> recorded;
        };
        return told.isBefore(recorded) ? told : recorded;
    }

    /** Whether an event tells of this moment, or of one before it, and was recorded after it. */
    public static boolean isLate(CustomerEvent event, Instant moment) {
        return event.header().time().isAfter(moment) && !effective(event).isAfter(moment);
    }

    /**
     * The customer about a moment with one more late fact; the same customer when the fact is none about it.
     *
     * @param customer with all events that were recorded by the moment, and with the late facts before this one
     */
    public static Customer with(Customer customer, CustomerEvent fact, Instant moment) {
        if (!isLate(fact, moment) || customer.sagas().merge() != null) {
            return customer;
        }
        Draft draft = new Draft(customer);
        boolean isAbout = switch (fact.change()) {
            case CheckoutCompleted completed -> complete(draft, fact, completed, moment);
            case OrderRefunded refunded -> refund(draft, refunded, moment);
            case OrderCorrected corrected -> CorrectionInHindsight.apply(draft, fact, corrected, moment);
            case Change other -> false;
        };
        return isAbout ? draft.finished() : customer;
    }

    static boolean complete(Draft draft, CustomerEvent event, CheckoutCompleted completed, Instant moment) {
        draft.orders = draft.orders.plusInHindsight(event, completed);
        draft.orderCount++;
        draft.days = draft.days.plus(
                completed.countingDay(),
                completed.pointsEarned(),
                completed.total().minor());
        draft.totals = draft.totals.plusEarned(completed.pointsEarned());
        draft.reservations = draft.reservations.made(completed.orderId());
        Price price = completed.price();
        if (price != null) {
            take(draft, SpentLot.uses(price.spent()), moment);
            draft.totals = draft.totals.plusSpent(SpentLot.sum(price.spent()));
            price.coupons().forEach(use -> redeem(draft, use.couponId(), completed));
        }
        give(draft, completed.lot() == null ? List.of() : List.of(completed.lot()), completed.owedPaid(), event);
        return true;
    }

    private static void redeem(Draft draft, String couponId, CheckoutCompleted completed) {
        Coupon coupon = draft.coupons.byId().get(couponId);
        if (coupon != null) {
            draft.coupons =
                    draft.coupons.with(coupon.ended(new Coupon.End(completed.purchaseTime(), completed.orderId())));
        }
    }

    private static boolean refund(Draft draft, OrderRefunded refunded, Instant moment) {
        Order order = draft.orders.open().get(refunded.orderId());
        if (order == null) {
            return false;
        }
        Restoration restoration = refunded.restoration();
        draft.orders =
                draft.orders.with(order.refunded(refunded.lines(), restoration != null && restoration.isShipping()));
        if (restoration != null) {
            draft.totals = draft.totals.plusRestored(restoration.points());
            give(draft, restoration.lots(), restoration.owedPaid(), order.event());
            restoration.coupons().forEach(returned -> giveBack(draft, returned));
        }
        long takenBack = LotUse.sum(refunded.uses()) + refunded.pointsOwed();
        draft.days = draft.days.plus(refunded.countingDay(), -takenBack, -refunded.amount());
        take(draft, refunded.uses(), moment);
        draft.owed = Math.addExact(draft.owed, refunded.pointsOwed());
        draft.totals = draft.totals.plusTakenBack(takenBack);
        return true;
    }

    private static void giveBack(Draft draft, ReturnedCoupon returned) {
        Coupon coupon = draft.coupons.byId().get(returned.couponId());
        if (coupon != null) {
            draft.coupons = draft.coupons.with(coupon.returned(returned.expires()));
        }
    }

    static void take(Draft draft, List<LotUse> uses, Instant moment) {
        Map<Long, Long> held = draft.finished().held(moment);
        List<LotUse> taken = new ArrayList<>();
        long missing = 0;
        for (LotUse use : uses) {
            long points = Math.min(use.points(), free(draft.lots, use.lotId(), held));
            if (points > 0) {
                taken.add(new LotUse(use.lotId(), points));
            }
            missing += use.points() - points;
        }
        draft.lots = draft.lots.minus(taken);
        List<LotUse> others = draft.lots.takeBack(missing, 0, moment, held);
        draft.lots = draft.lots.minus(others);
        draft.owed = Math.addExact(draft.owed, missing - LotUse.sum(others));
    }

    private static long free(Lots lots, long lotId, Map<Long, Long> held) {
        for (Lot lot : lots.inOrder()) {
            if (lot.id() == lotId) {
                return Lots.free(lot, held);
            }
        }
        return 0;
    }

    static void give(Draft draft, List<Lot> lots, long owedPaid, CustomerEvent of) {
        long paid = Math.min(owedPaid, draft.owed);
        draft.owed -= paid;
        long left = owedPaid - paid;
        for (Lot lot : lots) {
            draft.lots = draft.lots.plus(lot.more(left));
            draft.nextLotId = Math.max(draft.nextLotId, lot.id() + 1);
            left = 0;
        }
        if (left > 0) {
            Instant time = effective(of);
            String orderId = of.change() instanceof CheckoutCompleted completed ? completed.orderId() : "";
            draft.lots = draft.lots.plus(
                    new Lot(lastFree(draft.lots), Lot.Source.ORDER, orderId, time, time, null, left, left));
        }
    }

    private static long lastFree(Lots lots) {
        long id = Long.MAX_VALUE;
        for (Lot lot : lots.inOrder()) {
            id = Math.min(id, lot.id() > Long.MAX_VALUE / 2 ? lot.id() - 1 : id);
        }
        return id;
    }
}
