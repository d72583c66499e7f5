package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Command.CompleteCheckout.Line;
import dev.giveback.loyalty.domain.pricing.PointsPayment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be bought, and what is to make it cheaper.
 *
 * @param shipping at list price, in minor units
 * @param couponIds different ones, at most 10 with the codes
 * @param refusedCodes codes that gave no coupon, with the reason
 * @param offers coupons that further codes would give; only to be priced, never to be recorded
 * @param payment null for none
 */
public record Cart(
        List<Line> lines,
        long shipping,
        List<String> couponIds,
        List<UnusedCoupon> refusedCodes,
        List<OfferedCoupon> offers,
        @Nullable PointsPayment payment) {
    public Cart {
        lines = List.copyOf(lines);
        couponIds = List.copyOf(couponIds);
        refusedCodes = List.copyOf(refusedCodes);
        offers = List.copyOf(offers);
        Limits.atLeast(0, shipping, "shipping");
    }

    /** Without offers. */
    public Cart(
            List<Line> lines,
            long shipping,
            List<String> couponIds,
            List<UnusedCoupon> refusedCodes,
            @Nullable PointsPayment payment) {
        this(lines, shipping, couponIds, refusedCodes, List.of(), payment);
    }

    /** Lines alone. */
    public static Cart of(List<Line> lines) {
        return new Cart(lines, 0, List.of(), List.of(), null);
    }

    /** The rule of several fields that it breaks, under this program; null if it breaks none. */
    public @Nullable Refusal problem(Program program) {
        return Shape.ofCart(this, program);
    }

    /** Coupons asked for, in every way. */
    int coupons() {
        return couponIds.size() + refusedCodes.size() + offers.size();
    }

    /** Whether its lines alone make its price. */
    boolean isPlain() {
        return shipping == 0 && couponIds.isEmpty() && refusedCodes.isEmpty() && offers.isEmpty() && payment == null;
    }
}
