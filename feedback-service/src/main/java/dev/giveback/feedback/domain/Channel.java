package dev.giveback.feedback.domain;

/** How a customer is reached. What is stored is {@link #number}. */
public enum Channel {
    /** By e-mail. */
    EMAIL,
    /** By the shop's own system. */
    WEBHOOK,
    /** By the caller, who is given the link. */
    IN_APP;

    /** From 1, as in the protos. */
    public int number() {
        return ordinal() + 1;
    }

    /** The channel of a number. */
    public static Channel of(int number) {
        return values()[number - 1];
    }
}
