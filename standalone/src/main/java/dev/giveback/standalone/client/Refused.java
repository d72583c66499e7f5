package dev.giveback.standalone.client;

/** The service refused a call. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    Refused(String reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The reason as in {@code RefusalReason} without its prefix, {@code CUSTOMER_NOT_FOUND} say; else the name of the status code. */
    public String reason() {
        return reason;
    }
}
