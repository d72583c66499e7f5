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
            case CompleteCheckout checkout ->
                first(ofCart(checkout.cart(), program), aheadOf(now, checkout.purchaseTime(), "purchase_time"));
            case Command.ReserveCheckout reserve -> ofCart(reserve.cart(), program);
            case Command.ConfirmReservation confirm -> ofConfirmation(confirm, now);
            case Command.GrantCoupon grant -> ofGrant(grant);
            case RefundOrder refund -> ofRefund(refund, now);
            default -> null;
        };
    }

    private static @Nullable Refusal first(@Nullable Refusal one, @Nullable Refusal other) {
        return one == null ? other : one;
    }

    /** The first rule that a cart breaks; null if it breaks none. */
    static @Nullable Refusal ofCart(Cart cart, Program program) {
        long total = 0;
        for (int i = 0; i < cart.lines().size(); i++) {
            CompleteCheckout.Line line = cart.lines().get(i);
            if (!line.unitPrice().currency().equals(program.currency())) {
                return Refusal.field(
                        "basket.lines[" + i + "].unit_price.currency_code",
                        "must be the program's, " + program.currency().getCurrencyCode());
            }
            if (Math.multiplyHigh(line.unitPrice().minor(), line.quantity()) != 0
                    || line.unitPrice().minor() * line.quantity() < 0
                    || line.unitPrice().minor() * line.quantity() > Limits.MAX_AMOUNT - total) {
                return Refusal.field("basket.lines[" + i + "]", "the lines must come to at most 10^12 minor units");
            }
            total += line.unitPrice().minor() * line.quantity();
        }
        return ofCoupons(cart);
    }

    private static @Nullable Refusal ofCoupons(Cart cart) {
        if (cart.coupons() > Limits.MAX_COUPONS_PER_CHECKOUT) {
            return Refusal.field("basket.coupon_ids", "must be at most 10 together with the codes");
        }
        return new HashSet<>(cart.couponIds()).size() < cart.couponIds().size()
                ? Refusal.field("basket.coupon_ids", "must not repeat a coupon")
                : null;
    }

    private static @Nullable Refusal ofConfirmation(Command.ConfirmReservation confirm, Instant now) {
        Set<Integer> lines = new HashSet<>();
        for (int i = 0; i < confirm.lines().size(); i++) {
            if (!lines.add(confirm.lines().get(i).line())) {
                return Refusal.field("lines[" + i + "].line", "must not repeat a line");
            }
        }
        return aheadOf(now, confirm.purchaseTime(), "purchase_time");
    }

    /** Without a start it is judged later: by then a repeat, which may come when the coupon has expired, has been answered. */
    private static @Nullable Refusal ofGrant(Command.GrantCoupon grant) {
        return grant.start() == null ? null : ofTimes(grant.start(), grant.expires());
    }

    static @Nullable Refusal ofTimes(Instant start, @Nullable Instant expires) {
        return expires == null || expires.isAfter(start)
                ? null
                : Refusal.field("expire_time", "must be after the start");
    }

    private static @Nullable Refusal ofRefund(RefundOrder refund, Instant now) {
        if (refund.lines().isEmpty() && !refund.isShippingToo()) {
            return Refusal.field("lines", "must name at least one line, unless the shipping is refunded");
        }
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
