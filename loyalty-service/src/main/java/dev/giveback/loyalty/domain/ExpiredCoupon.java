package dev.giveback.loyalty.domain;

import org.jspecify.annotations.Nullable;

/**
 * A coupon whose expiry is recorded.
 *
 * @param origin null when it was granted by hand
 */
public record ExpiredCoupon(String couponId, @Nullable CouponOrigin origin) {}
