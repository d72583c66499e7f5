package dev.giveback.loyalty.domain.pricing;

/**
 * What a coupon is worth, and for what.
 *
 * @param title for people
 * @param lineCondition expression that an eligible line satisfies; empty is always true
 * @param orderCondition expression that the order satisfies; empty is always true
 * @param minimumOrder minor units that the eligible lines must come to at list price; 0 is nothing
 * @param maximumDiscount minor units; 0 is no limit
 * @param stackingClass of which only one coupon is used; empty is a class too
 * @param priority lower numbers are applied first
 * @param isExclusive whether it can only be used alone
 * @param isReusable whether it comes back when the whole order is refunded
 */
public record CouponTerms(
        String title,
        Benefit benefit,
        Selection selection,
        String lineCondition,
        String orderCondition,
        long minimumOrder,
        long maximumDiscount,
        String stackingClass,
        int priority,
        boolean isExclusive,
        boolean isReusable) {
    public CouponTerms {
        Require.between(0, minimumOrder, Long.MAX_VALUE, "minimumOrder");
        Require.between(0, maximumDiscount, Long.MAX_VALUE, "maximumDiscount");
        Require.between(0, priority, 1_000, "priority");
    }

    /** The most that may be taken off. */
    long limit() {
        return maximumDiscount == 0 ? Long.MAX_VALUE : maximumDiscount;
    }
}
