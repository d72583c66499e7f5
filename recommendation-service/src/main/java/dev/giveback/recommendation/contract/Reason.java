package dev.giveback.recommendation.contract;

/** Why a call is refused. The published {@code RefusalReason} has the same names in the same order. */
public enum Reason {
    INVALID_FIELD,
    PROGRAM_NOT_FOUND,
    PRODUCT_NOT_FOUND,
    TOO_MANY_PRODUCTS,
    REBUILD_UNDER_WAY,
    LEARNING_UNDER_WAY,
    STARTING,
    COUPON_SERVICE_AWAY,
    SOURCE_AWAY
}
