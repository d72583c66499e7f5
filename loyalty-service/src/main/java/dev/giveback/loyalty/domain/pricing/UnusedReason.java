package dev.giveback.loyalty.domain.pricing;

/**
 * Why a coupon was not used, in order of precedence: when several apply, the first is given. The published
 * {@code UnusedCouponReason} has the same names in the same order. The first eight are of the coupon, the others of the basket.
 */
public enum UnusedReason {
    CODE_REFUSED,
    CODE_UNKNOWN_NOW,
    COUPON_NOT_FOUND,
    REDEEMED,
    REVOKED,
    EXPIRED,
    NOT_STARTED,
    RESERVED,
    CONDITION_NOT_MET,
    NO_ELIGIBLE_LINE,
    MINIMUM_NOT_REACHED,
    NO_EFFECT,
    CLASS_TAKEN,
    EXCLUSIVE
}
