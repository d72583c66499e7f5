package dev.giveback.feedback.domain;

import java.util.Arrays;

/** What came of a try. What is stored is {@link #number}. */
public enum AttemptOutcome {
    /** It was taken. */
    SENT(1),
    /** It is tried again. */
    RETRY(2),
    /** It failed for good. */
    FAILED(3),
    /** It is not known. */
    UNKNOWN(4),
    /** It was not tried, and will not be. */
    NOT_SENT(5);

    private final int number;

    AttemptOutcome(int number) {
        this.number = number;
    }

    /** From 1, as in the journal. */
    public int number() {
        return number;
    }

    /** The outcome of a number. */
    public static AttemptOutcome of(int number) {
        return Arrays.stream(values())
                .filter(one -> one.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "number of a outcome: " + number + " (expected: one that this build knows)"));
    }
}
