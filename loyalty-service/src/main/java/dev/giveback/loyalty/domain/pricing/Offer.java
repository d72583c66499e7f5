package dev.giveback.loyalty.domain.pricing;

import java.util.Comparator;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * A coupon that may be used for a basket.
 *
 * @param couponId different from that of every other offer; for a coupon that is not held yet, anything that tells it from them
 * @param campaign empty for one granted by hand
 * @param orderCondition whether its order condition holds; asked at most once
 * @param lineCondition whether its line condition holds for the line of this place, from 0; asked at most once a line
 */
public record Offer(
        String couponId,
        String campaign,
        long campaignVersion,
        CouponTerms terms,
        BooleanSupplier orderCondition,
        IntPredicate lineCondition) {

    /**
     * The order of coupons of one priority. What is asked before the id makes a coupon stand where it will stand once it is claimed and
     * has one: two of the same campaign and version have the same class, so only one of them is used.
     */
    static final Comparator<Offer> ORDER = Comparator.comparing(Offer::campaign)
            .thenComparingLong(Offer::campaignVersion)
            .thenComparing(Offer::couponId);
}
