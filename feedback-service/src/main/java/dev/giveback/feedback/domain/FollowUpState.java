package dev.giveback.feedback.domain;

import java.util.Arrays;

/** The state of a follow-up. */
public enum FollowUpState {
    /** Nobody has looked at it. */
    OPEN(1),
    /** Somebody does. */
    IN_PROGRESS(2),
    /** Done; it can be opened again. */
    RESOLVED(3);

    private final int number;

    FollowUpState(int number) {
        this.number = number;
    }

    /** From 1, as in the protos. */
    public int number() {
        return number;
    }

    /** The state of a number. */
    public static FollowUpState of(int number) {
        return Arrays.stream(values())
                .filter(one -> one.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "number of a state of a follow-up: " + number + " (expected: one that this build knows)"));
    }
}
