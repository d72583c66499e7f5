package dev.giveback.platform.acts;

/** How an act ended. */
public enum ActOutcome {
    /** Done. */
    OK,
    /** The caller cancelled, or was gone. */
    CANCELLED,
    /** It broke a rule, so nothing was done. */
    REFUSED,
    /** It could not be done, or not to its end. */
    FAILED
}
