package dev.giveback.coupon.domain;

/**
 * Why a command is refused, in order of precedence: shape, repeat, existence, state, funds. When several apply, the first is given.
 * The published {@code RefusalReason} has the same names in the same order.
 */
public enum Reason {
    INVALID_FIELD,
    REQUEST_ID_REUSED,
    PROGRAM_NOT_FOUND,
    CAMPAIGN_NOT_FOUND,
    CODE_NOT_FOUND,
    CLAIM_NOT_FOUND,
    CAMPAIGN_EXISTS,
    CODE_TAKEN,
    VERSION_CHANGED,
    ACCESS_FIXED,
    NO_UNIQUE_CODES,
    NOT_A_REWARD,
    NUMBER_OUT_OF_RANGE,
    CODE_REVOKED,
    CODE_USED,
    CAMPAIGN_PAUSED,
    CAMPAIGN_NOT_PAUSED,
    CAMPAIGN_ENDED,
    CAMPAIGN_NOT_ENDED,
    CAMPAIGN_NOT_STARTED,
    CAMPAIGN_OVER,
    HELD_OUT,
    CLAIM_REDEEMED,
    CLAIM_RESERVED,
    CUSTOMER_LIMIT_REACHED,
    DAY_LIMIT_REACHED,
    TOTAL_LIMIT_REACHED,
    BUDGET_EXHAUSTED,
    CAMPAIGN_BUSY,
    IMPORT_NOT_EMPTY,
    EXPORT_DAMAGED,
    EXPORT_FORMAT_UNKNOWN
}
