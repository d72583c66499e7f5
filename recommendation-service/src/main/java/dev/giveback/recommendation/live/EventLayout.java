package dev.giveback.recommendation.live;

/** Which layouts of the journal's changes are read. */
public final class EventLayout {
    /** Unset is the first too. */
    private static final int MOST_VERSION = 1;

    private EventLayout() {}

    /**
     * Refuses a change whose layout is of a later build, since what it says might be mistaken.
     *
     * @param version of the change's layout, without a sign
     */
    public static void check(int version) {
        if (Integer.compareUnsigned(version, MOST_VERSION) > 0) {
            throw new IllegalArgumentException("change_version: " + Integer.toUnsignedString(version)
                    + " (expected: at most " + MOST_VERSION + "); was it written by a later version?");
        }
    }
}
