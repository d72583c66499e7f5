package dev.giveback.recommendation.domain;

/** Which products may be recommended. */
public enum Mode {
    /** Any. */
    ALL,
    /** Only what the customer never bought. */
    NEW,
    /** Only what the customer bought before. */
    AGAIN;

    /** The place in tables in memory, which nobody stores. */
    @SuppressWarnings("EnumOrdinal")
    int at() {
        return ordinal();
    }
}
