package dev.giveback.feedback.domain;

import java.util.Arrays;

/** The state of a survey or message. */
public enum SourceState {
    /** It sends. */
    ACTIVE(1),
    /** Nothing new is sent. */
    PAUSED(2),
    /** Over for ever. */
    ENDED(3);

    private final int number;

    SourceState(int number) {
        this.number = number;
    }

    /** From 1, as in the protos. */
    public int number() {
        return number;
    }

    /** The state of a number. */
    public static SourceState of(int number) {
        return Arrays.stream(values())
                .filter(one -> one.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "number of a state: " + number + " (expected: one that this build knows)"));
    }
}
