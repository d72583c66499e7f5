package dev.giveback.loyalty.domain;

/**
 * Why a command is refused, in order of precedence: shape, repeat, existence, state, funds. When several apply, the first is given.
 * The published {@code RefusalReason} has the same names in the same order.
 */
public enum Reason {
    INVALID_FIELD,
    REQUEST_ID_REUSED,
    PROGRAM_NOT_FOUND,
    CUSTOMER_NOT_FOUND,
    ORDER_NOT_FOUND,
    LINE_NOT_FOUND,
    HOLD_NOT_FOUND,
    ACTIVITY_NOT_FOUND,
    PROGRAM_EXISTS,
    VERSION_CHANGED,
    CURRENCY_FIXED,
    CUSTOMER_ENROLLED,
    ORDER_EXISTS,
    HOLD_EXISTS,
    HOLD_CAPTURED,
    HOLD_RELEASED,
    HOLD_EXPIRED,
    CAPTURE_EXCEEDS_HOLD,
    TOO_MANY_HOLDS,
    PURCHASE_TIME_TOO_OLD,
    REFUND_WINDOW_CLOSED,
    REFUND_EXCEEDS_ORDER,
    ACTIVITY_LIMIT_REACHED,
    INSUFFICIENT_POINTS,
    BALANCE_LIMIT_REACHED
}
