package dev.giveback.feedback.domain;

/** What a survey or message is about. What is stored is {@link #number}. */
public enum OccasionKind {
    /** An order was completed. */
    PURCHASE,
    /** An order was refunded. */
    REFUND,
    /** The customer enrolled. */
    ENROLMENT,
    /** A higher tier was reached. */
    TIER_REACHED,
    /** The latest purchase of the customer. */
    LAST_PURCHASE,
    /** Points expire. */
    POINTS_EXPIRY,
    /** A coupon expires. */
    COUPON_EXPIRY,
    /** The customer's birthday. */
    BIRTHDAY,
    /** Nothing but a request: an invitation by hand without an order. */
    REQUEST;

    /** From 1, as in the protos. */
    public int number() {
        return ordinal() + 1;
    }

    /** Whether a delay counts before it. */
    public boolean isAhead() {
        return switch (this) {
            case PURCHASE, REFUND, ENROLMENT, TIER_REACHED, LAST_PURCHASE, REQUEST -> false;
            case POINTS_EXPIRY, COUPON_EXPIRY, BIRTHDAY -> true;
        };
    }

    /** The kind of a number. */
    public static OccasionKind of(int number) {
        return values()[number - 1];
    }
}
