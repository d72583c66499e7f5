package dev.giveback.benchmark.load;

import java.time.Duration;

/**
 * The part of a load that counts, in nanoseconds since the load began. What comes before is warm-up.
 *
 * @param fromNanos the first moment that counts
 * @param untilNanos the first moment that counts no more; the load ends there
 */
public record Window(long fromNanos, long untilNanos) {
    /** Checks the order of the two. */
    public Window {
        if (fromNanos < 0 || untilNanos <= fromNanos) {
            throw new IllegalArgumentException(
                    "window: " + fromNanos + " to " + untilNanos + " ns (expected: ascending)");
        }
    }

    /** A window of a length after a warm-up. */
    public static Window after(Duration warmUp, Duration measured) {
        return new Window(warmUp.toNanos(), warmUp.plus(measured).toNanos());
    }

    /** Whether a moment counts. */
    public boolean contains(long nanos) {
        return nanos >= fromNanos && nanos < untilNanos;
    }

    /** The length in seconds. */
    public double seconds() {
        return (untilNanos - fromNanos) / 1e9;
    }
}
