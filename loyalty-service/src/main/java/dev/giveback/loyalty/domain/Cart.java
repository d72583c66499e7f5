package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Command.CompleteCheckout.Line;
import dev.giveback.loyalty.domain.pricing.PointsPayment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be bought, and what is to make it cheaper.
 *
 * @param shipping at list price, in minor units
 * @param couponIds different ones, at most 10 with the refused codes
 * @param refusedCodes codes that gave no coupon, with the reason
 * @param payment null for none
 */
public record Cart(
        List<Line> lines,
        long shipping,
        List<String> couponIds,
        List<UnusedCoupon> refusedCodes,
        @Nullable PointsPayment payment) {
    public Cart {
        lines = List.copyOf(lines);
        couponIds = List.copyOf(couponIds);
        refusedCodes = List.copyOf(refusedCodes);
        Limits.atLeast(0, shipping, "shipping");
    }

    /** Lines alone. */
    public static Cart of(List<Line> lines) {
        return new Cart(lines, 0, List.of(), List.of(), null);
    }

    /** The rule of several fields that it breaks, under this program; null if it breaks none. */
    public @Nullable Refusal problem(Program program) {
        return Shape.ofCart(this, program);
    }

    /** Whether its lines alone make its price. */
    boolean isPlain() {
        return shipping == 0 && couponIds.isEmpty() && refusedCodes.isEmpty() && payment == null;
    }
}
