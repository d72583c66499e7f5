package dev.giveback.feedback.domain;

/** What became of a contact. */
public enum Progress {
    /** Nothing is sent, and nothing will be. */
    NOT_SENT,
    /** It is on its way. */
    SENDING,
    /** A try failed; it is tried again. */
    WAITING,
    /** It went out. */
    SENT,
    /** It was refused for good or tried too often. */
    FAILED,
    /** The process ended while it may or may not have gone out. */
    UNKNOWN;

    /** From 1, as in the protos. */
    public int number() {
        return ordinal() + 1;
    }
}
