package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.pricing.UnusedReason;

/**
 * A coupon or code that a checkout did not use, and why.
 *
 * @param couponId empty for a code that gave none
 * @param code empty for a coupon that was not claimed by one
 * @param message for people; names the rule
 * @param required what the rule asks for, where it is a number; else 0
 * @param available what there is
 */
public record UnusedCoupon(
        String couponId, String code, UnusedReason reason, String message, long required, long available) {}
