package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderLine;
import dev.giveback.loyalty.domain.Change.RefundedLine;
import dev.giveback.loyalty.domain.pricing.Exact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An order as it was recorded, and what has been refunded of it since.
 *
 * @param event whose change is a {@link CheckoutCompleted}
 * @param refundedQuantities of each line
 * @param isShippingRefunded whether the shipping has been refunded
 * @param lotOffset what to add to the numbers of lots in the event, when the order came from another customer
 * @param rederived points of each line since they were derived again; empty as long as they were not
 * @param corrected its facts since they were corrected; null as long as they were not
 */
public record Order(
        CustomerEvent event,
        List<Long> refundedQuantities,
        boolean isShippingRefunded,
        long lotOffset,
        List<Long> rederived,
        @Nullable CheckoutCompleted corrected) {
    private static final List<List<Long>> NOTHING = IntStream.range(0, 100)
            .mapToObj(lines -> List.copyOf(Collections.nCopies(lines, 0L)))
            .toList();

    public Order {
        refundedQuantities = List.copyOf(refundedQuantities);
        rederived = List.copyOf(rederived);
    }

    /** One whose points are those that were recorded. */
    public Order(CustomerEvent event, List<Long> refundedQuantities, boolean isShippingRefunded, long lotOffset) {
        this(event, refundedQuantities, isShippingRefunded, lotOffset, List.of(), null);
    }

    static Order of(CustomerEvent event, CheckoutCompleted completed) {
        return new Order(event, nothingOf(completed.lines().size()), false, 0);
    }

    /** So many zeros; one list serves all orders of the same length. */
    private static List<Long> nothingOf(int lines) {
        return lines < NOTHING.size() ? NOTHING.get(lines) : Collections.nCopies(lines, 0L);
    }

    /** What is known of it: as it was recorded, or corrected since. */
    public CheckoutCompleted completed() {
        return corrected == null ? (CheckoutCompleted) event.change() : corrected;
    }

    /** Number of the lot that it earned, in the customer that has it now; 0 without one. */
    long lotId() {
        Lot lot = completed().lot();
        return lot == null ? 0 : lot.id() + lotOffset;
    }

    Order renumbered(long offset) {
        return new Order(event, refundedQuantities, isShippingRefunded, lotOffset + offset, rederived, corrected);
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
        return share(
                linePoints(line),
                refundedQuantity,
                completed().lines().get(line - 1).quantity());
    }

    private long linePoints(int line) {
        return rederived.isEmpty() ? completed().lines().get(line - 1).points() : rederived.get(line - 1);
    }

    /** Points of each line, as they are now. */
    public List<Long> linePoints() {
        return rederived.isEmpty()
                ? completed().lines().stream().map(OrderLine::points).toList()
                : rederived;
    }

    /** Points that it earns now. */
    public long pointsEarned() {
        return linePoints().stream().mapToLong(Long::longValue).sum();
    }

    /** The same with other points. */
    Order earning(List<Long> points) {
        return new Order(event, refundedQuantities, isShippingRefunded, lotOffset, points, corrected);
    }

    /** The same with other facts, which have the points that it earns now. */
    Order corrected(CheckoutCompleted facts) {
        List<Long> refunded = new ArrayList<>(refundedQuantities);
        while (refunded.size() < facts.lines().size()) {
            refunded.add(0L);
        }
        return new Order(event, refunded, isShippingRefunded, lotOffset, List.of(), facts);
    }

    /** What c of q items have of an amount: floor(amount × c ÷ q); nothing of a line of which nothing was bought. */
    static long share(long amount, long part, long quantity) {
        return quantity == 0 ? 0 : Exact.multiplyDivide(amount, part, quantity);
    }

    /** Its lines as a correction tells of them that takes their place. */
    public List<Change.LineBefore> linesBefore() {
        List<Change.LineBefore> before = new ArrayList<>();
        for (int i = 0; i < completed().lines().size(); i++) {
            Change.OrderLine line = completed().lines().get(i);
            before.add(new Change.LineBefore(
                    line.product(), line.quantity(), line.unitPriceMinor(), refundedQuantities.get(i)));
        }
        return before;
    }

    /** Money that refunds so far have paid back, in minor units. */
    long amountRefunded() {
        long[] paid = completed().paidByLine();
        long amount = 0;
        for (int i = 0; i < paid.length; i++) {
            amount += share(
                    paid[i],
                    refundedQuantities.get(i),
                    completed().lines().get(i).quantity());
        }
        Price price = completed().price();
        return price == null || !isShippingRefunded ? amount : amount + price.shippingPaid();
    }

    /** Points that refunds so far have restored. */
    public long pointsRestored() {
        Price price = completed().price();
        if (price == null) {
            return 0;
        }
        long points = isShippingRefunded ? price.shippingPoints() : 0;
        for (int i = 0; i < price.pointsByLine().size(); i++) {
            points += share(
                    price.pointsByLine().get(i).points(),
                    refundedQuantities.get(i),
                    completed().lines().get(i).quantity());
        }
        return points;
    }

    /** Whether every item of every line has been refunded. */
    boolean isWhollyRefunded() {
        for (int i = 0; i < refundedQuantities.size(); i++) {
            if (refundedQuantities.get(i) < completed().lines().get(i).quantity()) {
                return false;
            }
        }
        return true;
    }

    /** The points restored from {@code before} to {@code after}, from those that expire last to those that expire first. */
    List<SpentLot> restored(long before, long after) {
        Price price = completed().price();
        List<SpentLot> restored = new ArrayList<>();
        long passed = 0;
        for (SpentLot lot : price == null ? List.<SpentLot>of() : price.spent().reversed()) {
            long from = Math.max(before, passed);
            long to = Math.min(after, passed + lot.points());
            if (to > from) {
                restored.add(new SpentLot(lot.lotId(), to - from, lot.expires()));
            }
            passed += lot.points();
        }
        return restored;
    }

    Order refunded(List<RefundedLine> lines, boolean isShippingToo) {
        List<Long> next = new ArrayList<>(refundedQuantities);
        for (RefundedLine line : lines) {
            next.set(line.line() - 1, next.get(line.line() - 1) + line.quantity());
        }
        return new Order(event, next, isShippingRefunded || isShippingToo, lotOffset, rederived, corrected);
    }
}
