package dev.giveback.benchmark.load;

/**
 * When the calls of an open loop are due: evenly at a fixed rate, known before the first is sent, so that a slow answer delays
 * no later call.
 *
 * @param ratePerSecond calls a second, greater than zero
 */
public record Schedule(double ratePerSecond) {
    private static final double SECOND_NANOS = 1e9;

    /** Checks the rate. */
    public Schedule {
        if (!(ratePerSecond > 0) || ratePerSecond > 10_000_000) {
            throw new IllegalArgumentException("rate: " + ratePerSecond + " (expected: > 0, <= 10000000)");
        }
    }

    /** When a call is due, in nanoseconds since the load began; the first call is number 0. No error adds up over the calls. */
    public long dueNanos(long number) {
        return Math.round(number * SECOND_NANOS / ratePerSecond);
    }

    /** How many calls are due before a moment. */
    public long countBefore(long nanos) {
        long count = (long) Math.ceil(nanos * ratePerSecond / SECOND_NANOS);
        while (count > 0 && dueNanos(count - 1) >= nanos) {
            count--;
        }
        return count;
    }
}
