package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.Command.RefundOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules over several fields of a command, and those that need the program; no state of a customer. */
final class Shape {
    private Shape() {}

    /** The first rule that a command breaks; null if it breaks none. */
    static @Nullable Refusal refusalOf(Command command, Program program, Instant now) {
        return switch (command) {
            case CompleteCheckout checkout -> ofCheckout(checkout, program, now);
            case RefundOrder refund -> ofRefund(refund, now);
            default -> null;
        };
    }

    private static @Nullable Refusal ofCheckout(CompleteCheckout checkout, Program program, Instant now) {
        long total = 0;
        for (int i = 0; i < checkout.lines().size(); i++) {
            CompleteCheckout.Line line = checkout.lines().get(i);
            if (!line.unitPrice().currency().equals(program.currency())) {
                return Refusal.field(
                        "lines[" + i + "].unit_price.currency_code",
                        "must be the program's, " + program.currency().getCurrencyCode());
            }
            if (Math.multiplyHigh(line.unitPrice().minor(), line.quantity()) != 0
                    || line.unitPrice().minor() * line.quantity() < 0
                    || line.unitPrice().minor() * line.quantity() > Limits.MAX_AMOUNT - total) {
                return Refusal.field("lines[" + i + "]", "the order must come to at most 10^12 minor units");
            }
            total += line.unitPrice().minor() * line.quantity();
        }
        return aheadOf(now, checkout.purchaseTime(), "purchase_time");
    }

    private static @Nullable Refusal ofRefund(RefundOrder refund, Instant now) {
        Set<Integer> lines = new HashSet<>();
        for (int i = 0; i < refund.lines().size(); i++) {
            if (!lines.add(refund.lines().get(i).line())) {
                return Refusal.field("lines[" + i + "].line", "must not repeat a line of the same refund");
            }
        }
        return aheadOf(now, refund.refundTime(), "refund_time");
    }

    private static @Nullable Refusal aheadOf(Instant now, @Nullable Instant time, String field) {
        Duration most = Duration.ofMinutes(Limits.MAX_MINUTES_AHEAD);
        return time != null && time.isAfter(now.plus(most))
                ? Refusal.field(field, "must be at most " + Limits.MAX_MINUTES_AHEAD + " minutes ahead")
                : null;
    }
}
