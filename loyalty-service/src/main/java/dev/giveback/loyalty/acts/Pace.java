package dev.giveback.loyalty.acts;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * How fast a long work may go. While nobody checks out it has the machine for itself; while there are calls about customers it works
 * only a stated share of the time on its thread and rests for the other, so that checkouts lose no more than that share of one processor.
 */
public final class Pace {
    private static final long LONGEST_REST_NANOS = 1_000_000_000L;

    private final int sharePercent;
    private final LongSupplier calls;
    private long callsBefore;
    private long workingSince = System.nanoTime();

    /**
     * A pace for one thread.
     *
     * @param sharePercent 1 to 100, while there are calls
     * @param calls about customers since the start
     */
    public Pace(int sharePercent, LongSupplier calls) {
        this.sharePercent = sharePercent;
        this.calls = calls;
        this.callsBefore = calls.getAsLong();
    }

    /** Rests, if there were calls since the last time, in proportion to the time worked since. Call it every few milliseconds of work. */
    public void rest() {
        long now = System.nanoTime();
        long callsNow = calls.getAsLong();
        if (callsNow != callsBefore && sharePercent < 100) {
            long rest = (now - workingSince) * (100 - sharePercent) / sharePercent;
            LockSupport.parkNanos(Math.min(rest, LONGEST_REST_NANOS));
            now = System.nanoTime();
        }
        callsBefore = callsNow;
        workingSince = now;
    }
}
