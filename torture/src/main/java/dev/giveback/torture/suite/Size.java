package dev.giveback.torture.suite;

/**
 * How much a suite does.
 *
 * @param seeds how many
 * @param seedsPerSlice how many are tried before anything is written down; some seconds of work
 * @param words what one seed is
 */
public record Size(long seeds, long seedsPerSlice, String words) {
    /** Checks the numbers. */
    public Size {
        if (seeds < 1 || seedsPerSlice < 1) {
            throw new IllegalArgumentException("size: " + seeds + " by " + seedsPerSlice + " (expected: >= 1)");
        }
    }
}
