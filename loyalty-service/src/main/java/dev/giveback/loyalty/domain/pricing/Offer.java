package dev.giveback.loyalty.domain.pricing;

import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;

/**
 * A coupon that may be used for a basket.
 *
 * @param orderCondition whether its order condition holds; asked at most once
 * @param lineCondition whether its line condition holds for the line of this place, from 0; asked at most once a line
 */
public record Offer(String couponId, CouponTerms terms, BooleanSupplier orderCondition, IntPredicate lineCondition) {}
