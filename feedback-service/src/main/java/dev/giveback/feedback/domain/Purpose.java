package dev.giveback.feedback.domain;

/** Why a customer is reached. What is stored is {@link #number}. */
public enum Purpose {
    /** About what the customer has already. */
    SERVICE,
    /** To be asked. */
    SURVEY,
    /** To come back. */
    MARKETING;

    /** From 1, as in the protos. */
    public int number() {
        return ordinal() + 1;
    }

    /** The purpose of a number. */
    public static Purpose of(int number) {
        return values()[number - 1];
    }
}
