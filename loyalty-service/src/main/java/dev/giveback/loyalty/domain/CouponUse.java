package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.pricing.Benefit.Gift;
import dev.giveback.loyalty.domain.pricing.Pricing.Cut;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A coupon that an order uses.
 *
 * @param couponId empty for an offered one, which no recorded order has
 * @param cuts minor units that it takes off lines; the line is its place from 0
 * @param points that it adds, before caps
 * @param multiplierPercent of the points of the boosted lines; 0 without
 * @param boostedLines places from 0
 * @param gift what to hand out; null without one
 * @param start of the coupon
 * @param redeemedBefore whether another order has used it before
 */
public record CouponUse(
        String couponId,
        String campaign,
        long campaignVersion,
        String code,
        List<Cut> cuts,
        long shippingDiscount,
        long points,
        int multiplierPercent,
        List<Integer> boostedLines,
        @Nullable Gift gift,
        Instant start,
        boolean redeemedBefore) {
    public CouponUse {
        cuts = List.copyOf(cuts);
        boostedLines = List.copyOf(boostedLines);
    }

    /** Whether the customer holds it; one that is only offered can be priced and not redeemed. */
    boolean isHeld() {
        return !couponId.isEmpty();
    }

    /** What it takes off, of a coupon that nobody holds. */
    CouponUse unheld() {
        return new CouponUse(
                "",
                campaign,
                campaignVersion,
                code,
                cuts,
                shippingDiscount,
                points,
                multiplierPercent,
                boostedLines,
                gift,
                start,
                redeemedBefore);
    }

    /** What it takes off, shipping included, in minor units. */
    public long discount() {
        long discount = shippingDiscount;
        for (Cut cut : cuts) {
            discount += cut.amount();
        }
        return discount;
    }

    CouponUse with(List<Cut> otherCuts) {
        return new CouponUse(
                couponId,
                campaign,
                campaignVersion,
                code,
                otherCuts,
                shippingDiscount,
                points,
                multiplierPercent,
                boostedLines,
                gift,
                start,
                redeemedBefore);
    }

    CouponUse withPoints(long added) {
        return new CouponUse(
                couponId,
                campaign,
                campaignVersion,
                code,
                cuts,
                shippingDiscount,
                added,
                multiplierPercent,
                boostedLines,
                gift,
                start,
                redeemedBefore);
    }
}
