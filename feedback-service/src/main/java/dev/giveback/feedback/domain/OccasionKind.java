package dev.giveback.feedback.domain;

import java.util.Arrays;

/** What a survey or message is about. What is stored is {@link #number}. */
public enum OccasionKind {
    /** An order was completed. */
    PURCHASE(1),
    /** An order was refunded. */
    REFUND(2),
    /** The customer enrolled. */
    ENROLMENT(3),
    /** A higher tier was reached. */
    TIER_REACHED(4),
    /** The latest purchase of the customer. */
    LAST_PURCHASE(5),
    /** Points expire. */
    POINTS_EXPIRY(6),
    /** A coupon expires. */
    COUPON_EXPIRY(7),
    /** The customer's birthday. */
    BIRTHDAY(8),
    /** Nothing but a request: an invitation by hand without an order. */
    REQUEST(9);

    private final int number;

    OccasionKind(int number) {
        this.number = number;
    }

    /** From 1, as in the protos. */
    public int number() {
        return number;
    }

    /** Whether a delay counts before it. */
    public boolean isAhead() {
        return switch (this) {
            case PURCHASE, REFUND, ENROLMENT, TIER_REACHED, LAST_PURCHASE, REQUEST -> false;
            case POINTS_EXPIRY, COUPON_EXPIRY, BIRTHDAY -> true;
        };
    }

    /** Whether its time is not to be recorded with what is decided: it would tell the day of birth. */
    public boolean isPrivate() {
        return this == BIRTHDAY;
    }

    /** The kind of a number. */
    public static OccasionKind of(int number) {
        return Arrays.stream(values())
                .filter(one -> one.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "number of a kind of occasion: " + number + " (expected: one that this build knows)"));
    }
}
