package dev.giveback.feedback.domain;

/** What became of a contact. */
public enum Progress {
    /** Nothing is sent, and nothing will be. */
    NOT_SENT(1),
    /** It is on its way. */
    SENDING(2),
    /** A try failed;

    private final int number;

    Progress(int number) {
        this.number = number;
    } it is tried again. */
    WAITING,
    /** It went out. */
    SENT,
    /** It was refused for good or tried too often. */
    FAILED,
    /** The process ended while it may or may not have gone out. */
    UNKNOWN;

    /** From 1, as in the protos. */
    public int number() {
        return number;
    }
}
