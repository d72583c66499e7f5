package dev.giveback.feedback.hooks;

/** Whether a webhook is called, and why not. The numbers are those of the published {@code PauseReason}. */
public enum Pause {
    /** It is called. */
    NONE(0),
    /** Somebody asked for it. */
    BY_HAND(1),
    /** The receiver wants no more. */
    GONE(2),
    /** No call went well for too long. */
    FAILING(3);

    private final int number;

    Pause(int number) {
        this.number = number;
    }

    /** As it is stored. */
    public int number() {
        return number;
    }

    /** What a number means. */
    static Pause of(int number) {
        for (Pause pause : values()) {
            if (pause.number == number) {
                return pause;
            }
        }
        throw new IllegalArgumentException("pause reason: " + number + " (expected: 0 to 3)");
    }
}
