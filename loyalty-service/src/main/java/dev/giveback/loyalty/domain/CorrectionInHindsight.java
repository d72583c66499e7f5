package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderCorrected;
import dev.giveback.loyalty.domain.Change.RederivedOrder;
import java.time.Instant;
import java.util.List;

/** A correction that became known after a moment, about that moment; see {@link Hindsight}. */
final class CorrectionInHindsight {
    private CorrectionInHindsight() {}

    /** Whether it is about the moment. */
    static boolean apply(Draft draft, CustomerEvent event, OrderCorrected corrected, Instant moment) {
        Order order = draft.orders.open().get(corrected.order().orderId());
        boolean isBought = !corrected.order().purchaseTime().isAfter(moment);
        if (order == null) {
            return isBought
                    && !draft.orders.contains(corrected.order().orderId())
                    && add(draft, event, corrected, moment);
        }
        if (isBought) {
            replace(draft, event, corrected, order, moment);
        } else {
            remove(draft, order, moment);
        }
        return true;
    }

    private static void replace(
            Draft draft, CustomerEvent event, OrderCorrected corrected, Order order, Instant moment) {
        Order next = order.corrected(corrected.order());
        RederivedOrder own = corrected.own();
        long points = order.pointsEarned() - order.pointsRefunded();
        draft.orders = draft.orders.with(next);
        draft.days = draft.days
                .plus(order.completed().countingDay(), -points, -spend(order))
                .plus(next.completed().countingDay(), points + own.points(), spend(next));
        settle(draft, event, own, moment);
    }

    private static void settle(Draft draft, CustomerEvent event, RederivedOrder own, Instant moment) {
        long taken = LotUse.sum(own.uses()) + own.owed();
        draft.totals = draft.totals.plusEarned(own.added()).plusTakenBack(taken);
        Hindsight.give(draft, own.lot() == null ? List.of() : List.of(own.lot()), own.owedPaid(), event);
        Hindsight.take(draft, own.uses(), moment);
        draft.owed = Math.addExact(draft.owed, own.owed());
    }

    /** It gave what it gave when it was recorded, and then what was made good. */
    private static boolean add(Draft draft, CustomerEvent event, OrderCorrected corrected, Instant moment) {
        CheckoutCompleted facts = corrected.order();
        RederivedOrder own = corrected.own();
        Hindsight.complete(draft, new CustomerEvent(event.header(), facts), facts, moment);
        // What it earns now is counted; what it gave by its lot is what it earned before.
        draft.totals = draft.totals.plusEarned(facts.owedPaid() + original(facts) - facts.pointsEarned());
        settle(draft, event, own, moment);
        return true;
    }

    /** Its points are taken where there are any, first from its lot. */
    private static void remove(Draft draft, Order order, Instant moment) {
        CheckoutCompleted known = order.completed();
        draft.orders = draft.orders.without(known.orderId());
        draft.orderCount--;
        long points = order.pointsEarned() - order.pointsRefunded();
        draft.days = draft.days.plus(known.countingDay(), -points, -spend(order));
        draft.totals = draft.totals.plusTakenBack(points);
        if (points > 0) {
            Hindsight.take(draft, List.of(new LotUse(Math.max(1, order.lotId()), points)), moment);
        }
    }

    private static long original(CheckoutCompleted order) {
        return order.lot() == null ? 0 : order.lot().original();
    }

    private static long spend(Order order) {
        return order.completed().total().minor() - order.amountRefunded();
    }
}
