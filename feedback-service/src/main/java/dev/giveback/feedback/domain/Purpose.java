package dev.giveback.feedback.domain;

import java.util.Arrays;

/** Why a customer is reached. What is stored is {@link #number}. */
public enum Purpose {
    /** About what the customer has already. */
    SERVICE(1),
    /** To be asked. */
    SURVEY(2),
    /** To come back. */
    MARKETING(3);

    private final int number;

    Purpose(int number) {
        this.number = number;
    }

    /** From 1, as in the protos. */
    public int number() {
        return number;
    }

    /** The purpose of a number. */
    public static Purpose of(int number) {
        return Arrays.stream(values())
                .filter(one -> one.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "number of a purpose: " + number + " (expected: one that this build knows)"));
    }
}
