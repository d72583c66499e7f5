package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderCorrected;
import dev.giveback.loyalty.domain.Change.OrdersRederived;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

/**
 * An order as it should have been recorded, and what follows from that.
 *
 * @param order with what it should have earned
 * @param purchaseTimeBefore as it was known
 * @param dayBefore that it counted for
 * @param pointsMoved that counted for that day
 * @param spendBefore minor units, less refunds, that counted for that day
 * @param spendAfter minor units, less refunds, that should count for its day
 * @param linesBefore as they were known
 * @param rederivation what this order and others should have earned
 */
public record Correction(
        CheckoutCompleted order,
        Instant purchaseTimeBefore,
        long dayBefore,
        long pointsMoved,
        long spendBefore,
        long spendAfter,
        List<Change.LineBefore> linesBefore,
        Rederivation rederivation)
        implements CorrectionOutcome {
    /**
     * Calculates a correction.
     *
     * @param events all of the customer, in the order in which they were recorded
     * @param programs by version
     * @param current the version that stands now
     */
    public static CorrectionOutcome of(
            List<CustomerEvent> events,
            WantedCorrection wanted,
            LongFunction<Program> programs,
            Program current,
            Instant now) {
        OrderBook book = OrderBook.of(events);
        CorrectedFacts facts = new CorrectedFacts(book, wanted, programs);
        Refusal refusal = facts.refusal();
        return refusal == null ? made(events, book, facts.stated(), programs, current, now) : new Refused(refusal);
    }

    private static Correction made(
            List<CustomerEvent> events,
            OrderBook book,
            CheckoutCompleted stated,
            LongFunction<Program> programs,
            Program current,
            Instant now) {
        String id = stated.orderId();
        Order was = book.order(id);
        AsItHappened telling = AsItHappened.tell(events, book, stated, programs);
        CheckoutCompleted facts = telling.told(id);
        return new Correction(
                facts,
                was.completed().purchaseTime(),
                was.completed().countingDay(),
                book.points(id),
                book.spend(id),
                facts.total().minor() - was.corrected(facts).amountRefunded(),
                was.linesBefore(),
                telling.rederivation(events, current, now));
    }

    /** An order that these events of one customer recorded, as it stands after them. */
    public static Order known(List<CustomerEvent> events, String orderId) {
        return OrderBook.of(events).order(orderId);
    }

    OrderCorrected change(OrdersRederived settled) {
        return new OrderCorrected(
                order, purchaseTimeBefore, dayBefore, pointsMoved, spendBefore, spendAfter, settled, linesBefore);
    }
}
