package dev.giveback.feedback.domain;

/** What became of a contact. */
public enum Progress {
    /** Nothing is sent, and nothing will be. */
    NOT_SENT(1),
    /** It is on its way. */
    SENDING(2),
    /** A try failed; it is tried again. */
    WAITING(3),
    /** It went out. */
    SENT(4),
    /** It was refused for good or tried too often. */
    FAILED(5),
    /** The process ended while it may or may not have gone out. */
    UNKNOWN(6);

    private final int number;

    Progress(int number) {
        this.number = number;
    }

    /** From 1, as in the protos. */
    public int number() {
        return number;
    }
}
