package dev.giveback.feedback.domain;

/** Kinds of questions. */
public enum QuestionKind {
    /** How likely a recommendation is. */
    NPS(0, 10),
    /** How satisfied. */
    CSAT(1, 5),
    /** How easy. */
    CES(1, 7),
    /** A text. */
    FREE_TEXT(0, -1),
    /** One choice. */
    SINGLE_CHOICE(0, -1),
    /** Any choices. */
    MULTIPLE_CHOICE(0, -1);

    private final int lowest;
    private final int highest;

    QuestionKind(int lowest, int highest) {
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
        return ordinal() + 1;
    }

    /** The kind of a number. */
    public static QuestionKind of(int number) {
        return values()[number - 1];
    }
}
