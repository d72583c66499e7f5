package dev.giveback.feedback.domain;

import java.util.Arrays;

/** Why nothing is sent, in the order in which it is looked at. What is stored is {@link #number}. */
public enum NotSentReason {
    /** Erased or merged. */
    CUSTOMER_GONE(1),
    /** The source is not active. */
    NOT_ACTIVE(2),
    /** Looked at too late. */
    TOO_LATE(3),
    /** Nothing is left of what it was about. */
    OCCASION_OVER(4),
    /** Of the group that is never asked. */
    HELD_OUT(5),
    /** The chance said no. */
    NOT_DRAWN(6),
    /** Consent was withdrawn. */
    UNSUBSCRIBED(7),
    /** Consent was never given. */
    NO_CONSENT(8),
    /** A limit is reached. */
    LIMIT_REACHED(9),
    /** There is no address. */
    NO_ADDRESS(10),
    /** The channel is not set up. */
    NOT_CONFIGURED(11);

    private final int number;

    NotSentReason(int number) {
        this.number = number;
    }

    /** From 1, as in the protos; 0 is none. */
    public int number() {
        return number;
    }

    /** The reason of a number above 0. */
    public static NotSentReason of(int number) {
        return Arrays.stream(values())
                .filter(one -> one.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "number of a reason: " + number + " (expected: one that this build knows)"));
    }
}
