package dev.giveback.feedback.domain;

import java.util.Arrays;

/** Kinds of questions. */
public enum QuestionKind {
    /** How likely a recommendation is. */
    NPS(1, 0, 10),
    /** How satisfied. */
    CSAT(2, 1, 5),
    /** How easy. */
    CES(3, 1, 7),
    /** A text. */
    FREE_TEXT(4, 0, -1),
    /** One choice. */
    SINGLE_CHOICE(5, 0, -1),
    /** Any choices. */
    MULTIPLE_CHOICE(6, 0, -1);

    private final int number;
    private final int lowest;
    private final int highest;

    QuestionKind(int number, int lowest, int highest) {
        this.number = number;
        this.lowest = lowest;
        this.highest = highest;
    }

    /** Whether it is answered by a score. */
    public boolean isScore() {
        return highest > 0;
    }

    /** The lowest score. */
    public int lowest() {
        return lowest;
    }

    /** The highest score. */
    public int highest() {
        return highest;
    }

    /** Whether it is answered by choices. */
    public boolean isChoice() {
        return this == SINGLE_CHOICE || this == MULTIPLE_CHOICE;
    }

    /** From 1, as in the protos. */
    public int number() {
        return number;
    }

    /** The kind of a number. */
    public static QuestionKind of(int number) {
        return Arrays.stream(values())
                .filter(one -> one.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "number of a kind of question: " + number + " (expected: one that this build knows)"));
    }
}
