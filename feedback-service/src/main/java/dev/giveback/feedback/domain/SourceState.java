package dev.giveback.feedback.domain;

/** The state of a survey or message. */
public enum SourceState {
    /** It sends. */
    ACTIVE,
    /** Nothing new is sent. */
    PAUSED,
    /** Over for ever. */
    ENDED;

    /** From 1, as in the protos. */
    public int number() {
        return ordinal() + 1;
    }

    /** The state of a number. */
    public static SourceState of(int number) {
        return values()[number - 1];
    }
}
