package dev.giveback.feedback.domain;

/** Why nothing is sent, in the order in which it is looked at. What is stored is {@link #number}. */
public enum NotSentReason {
    /** Erased or merged. */
    CUSTOMER_GONE,
    /** The source is not active. */
    NOT_ACTIVE,
    /** Looked at too late. */
    TOO_LATE,
    /** Nothing is left of what it was about. */
    OCCASION_OVER,
    /** Of the group that is never asked. */
    HELD_OUT,
    /** The chance said no. */
    NOT_DRAWN,
    /** Consent was withdrawn. */
    UNSUBSCRIBED,
    /** Consent was never given. */
    NO_CONSENT,
    /** A limit is reached. */
    LIMIT_REACHED,
    /** There is no address. */
    NO_ADDRESS,
    /** The channel is not set up. */
    NOT_CONFIGURED;

    /** From 1, as in the protos; 0 is none. */
    public int number() {
        return ordinal() + 1;
    }

    /** The reason of a number above 0. */
    public static NotSentReason of(int number) {
        return values()[number - 1];
    }
}
