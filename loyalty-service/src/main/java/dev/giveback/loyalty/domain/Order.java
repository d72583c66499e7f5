package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderLine;
import dev.giveback.loyalty.domain.Change.RefundedLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An order as it was recorded, and what has been refunded of it since.
 *
 * @param event whose change is a {@link CheckoutCompleted}
 * @param refundedQuantities of each line
 */
public record Order(CustomerEvent event, List<Long> refundedQuantities) {
    public Order {
        refundedQuantities = List.copyOf(refundedQuantities);
    }

    static Order of(CustomerEvent event, CheckoutCompleted completed) {
        return new Order(event, Collections.nCopies(completed.lines().size(), 0L));
    }

    /** What was recorded. */
    public CheckoutCompleted completed() {
        return (CheckoutCompleted) event.change();
    }

    boolean hasLine(int line) {
        return line >= 1 && line <= refundedQuantities.size();
    }

    long refundable(int line) {
        return completed().lines().get(line - 1).quantity() - refundedQuantities.get(line - 1);
    }

    /** Points due for refunding this quantity of a line besides what was refunded of it before. */
    long pointsDue(int line, long quantity) {
        long before = refundedQuantities.get(line - 1);
        return pointsDueFor(line, before + quantity) - pointsDueFor(line, before);
    }

    /** Points that refunds so far were due to take back. */
    public long pointsRefunded() {
        long points = 0;
        for (int line = 1; line <= refundedQuantities.size(); line++) {
            points += pointsDueFor(line, refundedQuantities.get(line - 1));
        }
        return points;
    }

    private long pointsDueFor(int line, long refundedQuantity) {
        OrderLine bought = completed().lines().get(line - 1);
        return Exact.multiplyDivide(bought.points(), refundedQuantity, bought.quantity());
    }

    Order refunded(List<RefundedLine> lines) {
        List<Long> next = new ArrayList<>(refundedQuantities);
        for (RefundedLine line : lines) {
            next.set(line.line() - 1, next.get(line.line() - 1) + line.quantity());
        }
        return new Order(event, next);
    }
}
