package dev.giveback.feedback.domain;

/** What came of a try. What is stored is {@link #number}. */
public enum AttemptOutcome {
    /** It was taken. */
    SENT,
    /** It is tried again. */
    RETRY,
    /** It failed for good. */
    FAILED,
    /** It is not known. */
    UNKNOWN,
    /** It was not tried, and will not be. */
    NOT_SENT;

    /** From 1, as in the journal. */
    public int number() {
        return ordinal() + 1;
    }

    /** The outcome of a number. */
    public static AttemptOutcome of(int number) {
        return values()[number - 1];
    }
}
