package dev.giveback.loyalty.domain;

/** What data of a customer are used for, and a customer can object to. */
public enum Purpose {
    /** Choosing what to recommend by what this customer bought and likes. */
    PERSONAL_RECOMMENDATIONS(1),
    /** Learning from this customer's purchases what to recommend to others. */
    LEARNING_FROM_PURCHASES(2);

    private final int number;

    Purpose(int number) {
        this.number = number;
    }

    /** Its number in what is stored and published. */
    public int number() {
        return number;
    }

    /** The one of this number. */
    public static Purpose of(int number) {
        for (Purpose purpose : values()) {
            if (purpose.number == number) {
                return purpose;
            }
        }
        throw new IllegalArgumentException("purpose: " + number + " (expected: 1 or 2)");
    }
}
