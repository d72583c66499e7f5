package dev.giveback.feedback.domain;

import java.util.Arrays;

/** How a customer is reached. What is stored is {@link #number}. */
public enum Channel {
    /** By e-mail. */
    EMAIL(1),
    /** By the shop's own system. */
    WEBHOOK(2),
    /** By the caller, who is given the link. */
    IN_APP(3);

    private final int number;

    Channel(int number) {
        this.number = number;
    }

    /** From 1, as in the protos. */
    public int number() {
        return number;
    }

    /** The channel of a number. */
    public static Channel of(int number) {
        return Arrays.stream(values())
                .filter(one -> one.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "number of a channel: " + number + " (expected: one that this build knows)"));
    }
}
