package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderLine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What an order would be after a correction, and whether that can be. */
record CorrectedFacts(OrderBook book, WantedCorrection wanted, LongFunction<Program> programs) {
    /** The first rule that the correction breaks, in order of precedence; null if it breaks none. */
    @Nullable
    Refusal refusal() {
        String id = wanted.orderId();
        if (!book.contains(id)) {
            return book.isAbsorbed(id)
                    ? Refusal.of(
                            Reason.ORDER_NOT_CORRECTABLE,
                            "order_id: the order " + id + " came from another customer by a merge")
                    : Refusal.of(Reason.ORDER_NOT_FOUND, "order_id: the customer has no order " + id);
        }
        Refusal problem = ofFields();
        problem = problem == null ? ofTime() : problem;
        return problem == null ? ofLines() : problem;
    }

    /** The order in its new words. Its points are still those of before. */
    CheckoutCompleted stated() {
        CheckoutCompleted known = known();
        List<OrderLine> lines = lines();
        return known.stating(
                time(),
                lines,
                new Money(known.total().currency(), known.total().minor() - list(known.lines()) + list(lines)));
    }

    private Order order() {
        return book.order(wanted.orderId());
    }

    private CheckoutCompleted known() {
        return order().completed();
    }

    private Instant time() {
        Instant time = wanted.purchaseTime();
        return time == null ? known().purchaseTime() : time.truncatedTo(ChronoUnit.MILLIS);
    }

    private @Nullable Refusal ofFields() {
        for (int i = 0; i < wanted.lines().size(); i++) {
            WantedCorrection.Line line = wanted.lines().get(i);
            if (line.line() > known().lines().size()) {
                return Refusal.of(Reason.LINE_NOT_FOUND, "lines[" + i + "].line: the order has no line " + line.line());
            }
            if (line.unitPrice() != null
                    && !line.unitPrice().currency().equals(known().total().currency())) {
                return Refusal.field(
                        "lines[" + i + "].unit_price.currency_code",
                        "must be the program's, " + known().total().currency().getCurrencyCode());
            }
        }
        return lines().stream().allMatch(line -> line.quantity() == 0)
                ? Refusal.field("lines", "must leave a line with a quantity; refund an order that should not be there")
                : null;
    }

    /** Any time with which the order could have been recorded when it was. */
    private @Nullable Refusal ofTime() {
        Instant time = time();
        if (time.equals(known().purchaseTime())) {
            return null;
        }
        CustomerEvent.Header header = order().event().header();
        int days = Math.max(1, programs.apply(header.programVersion()).backdatingDays());
        if (time.isBefore(header.time().minus(days, ChronoUnit.DAYS)) || time.isBefore(Limits.OLDEST_PURCHASE)) {
            return Refusal.of(
                    Reason.PURCHASE_TIME_TOO_OLD,
                    "purchase_time: must be at most " + days
                            + " days before the order was recorded and not before 1970");
        }
        if (time.isAfter(header.time().plus(Duration.ofMinutes(Limits.MAX_MINUTES_AHEAD)))) {
            return Refusal.of(
                    Reason.PURCHASE_TIME_TOO_LATE,
                    "purchase_time: must be at most " + Limits.MAX_MINUTES_AHEAD
                            + " minutes after the order was recorded");
        }
        Instant refund = book.firstRefund(wanted.orderId());
        return refund != null && time.isAfter(refund)
                ? Refusal.of(Reason.PURCHASE_TIME_TOO_LATE, "purchase_time: must not be after a refund of the order")
                : null;
    }

    private @Nullable Refusal ofLines() {
        List<OrderLine> lines = lines();
        if (lines.equals(lines(known().lines()))) {
            return time().equals(known().purchaseTime())
                    ? Refusal.of(Reason.NOTHING_TO_CORRECT, "order_id: the order is recorded so already")
                    : null;
        }
        Price price = known().price();
        if (price != null && (!price.coupons().isEmpty() || price.pointsRedeemed() > 0)) {
            return Refusal.of(
                    Reason.ORDER_NOT_CORRECTABLE,
                    "lines: the order used coupons or points, and what these took off stays as recorded; refund it"
                            + " and record it again");
        }
        if (lines.size() > Limits.MAX_LINES) {
            return Refusal.of(
                    Reason.ORDER_TOO_LARGE, "lines: the order would have more than " + Limits.MAX_LINES + " lines");
        }
        return isTooMuch(lines)
                ? Refusal.of(Reason.ORDER_TOO_LARGE, "lines: must come to at most 10^12 minor units")
                : ofRefunds(lines);
    }

    private @Nullable Refusal ofRefunds(List<OrderLine> lines) {
        List<Long> refunded = order().refundedQuantities();
        for (int i = 0; i < refunded.size(); i++) {
            if (lines.get(i).quantity() < refunded.get(i)) {
                return Refusal.exceeds(
                        Reason.REFUND_EXCEEDS_ORDER,
                        "lines[line=" + (i + 1) + "].quantity",
                        refunded.get(i),
                        lines.get(i).quantity());
            }
        }
        return null;
    }

    private static boolean isTooMuch(List<OrderLine> lines) {
        long total = 0;
        for (OrderLine line : lines) {
            long amount = line.unitPriceMinor() * line.quantity();
            if (Math.multiplyHigh(line.unitPriceMinor(), line.quantity()) != 0
                    || amount < 0
                    || amount > Limits.MAX_AMOUNT - total) {
                return true;
            }
            total += amount;
        }
        return false;
    }

    private static long list(List<OrderLine> lines) {
        return lines.stream()
                .mapToLong(line -> line.quantity() * line.unitPriceMinor())
                .sum();
    }

    /** Without points. */
    private static List<OrderLine> lines(List<OrderLine> known) {
        return known.stream()
                .map(line -> new OrderLine(line.product(), line.category(), line.quantity(), line.unitPriceMinor(), 0))
                .toList();
    }

    private List<OrderLine> lines() {
        List<OrderLine> lines = new ArrayList<>(lines(known().lines()));
        for (WantedCorrection.Line line : wanted.lines()) {
            if (line.line() == 0) {
                lines.add(stated(line, new OrderLine("", "", 0, 0, 0)));
            } else if (line.line() <= lines.size()) {
                lines.set(line.line() - 1, stated(line, lines.get(line.line() - 1)));
            }
        }
        return lines;
    }

    private static OrderLine stated(WantedCorrection.Line wanted, OrderLine known) {
        return new OrderLine(
                wanted.product() == null ? known.product() : wanted.product(),
                wanted.category() == null ? known.category() : wanted.category(),
                wanted.quantity() == null ? known.quantity() : wanted.quantity(),
                wanted.unitPrice() == null
                        ? known.unitPriceMinor()
                        : wanted.unitPrice().minor(),
                0);
    }
}
