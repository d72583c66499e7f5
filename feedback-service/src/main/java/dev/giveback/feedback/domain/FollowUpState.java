package dev.giveback.feedback.domain;

/** The state of a follow-up. */
public enum FollowUpState {
    /** Nobody has looked at it. */
    OPEN,
    /** Somebody does. */
    IN_PROGRESS,
    /** Done; it can be opened again. */
    RESOLVED;

    /** From 1, as in the protos. */
    public int number() {
        return ordinal() + 1;
    }

    /** The state of a number. */
    public static FollowUpState of(int number) {
        return values()[number - 1];
    }
}
