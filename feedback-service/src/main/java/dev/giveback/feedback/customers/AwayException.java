package dev.giveback.feedback.customers;

/** Another service did not answer, or not so that anything was decided: it may be asked again. */
public final class AwayException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AwayException(String what, Throwable cause) {
        super(what + ": no answer (expected: one within the time that a call may take)", cause);
    }
}
