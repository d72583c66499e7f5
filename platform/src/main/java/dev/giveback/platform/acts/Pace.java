package dev.giveback.platform.acts;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How fast a long work may go. While nobody checks out it has the machine for itself; when there was a call about customers within the
 * last second it works only a stated share of the time on its thread and rests for the other, so that checkouts lose no more than that
 * share of one processor. It belongs to one thread.
 */
public final class Pace {
    private static final long BUSY_NANOS = Duration.ofSeconds(1).toNanos();
    /** A rest is slept in slices, so that a work that is to end does not sleep on. */
    private static final long SLICE_NANOS = Duration.ofMillis(50).toNanos();

    private final int sharePercent;
    private final LongSupplier calls;
    private final LongSupplier nanoClock;
    private final LongConsumer sleeper;
    private long callsBefore;
    private long quietSince;
    private long workingSince;

    /**
     * A pace for one thread.
     *
     * @param sharePercent 1 to 100, while there are calls
     * @param calls about customers since the start
     */
    public Pace(int sharePercent, LongSupplier calls) {
        this(sharePercent, calls, System::nanoTime, LockSupport::parkNanos);
    }

    /** @param sleeper sleeps for so many nanoseconds, or less */
    Pace(int sharePercent, LongSupplier calls, LongSupplier nanoClock, LongConsumer sleeper) {
        this.sharePercent = sharePercent;
        this.calls = calls;
        this.nanoClock = nanoClock;
        this.sleeper = sleeper;
        this.callsBefore = calls.getAsLong();
        this.workingSince = nanoClock.getAsLong();
        this.quietSince = workingSince - BUSY_NANOS;
    }

    /** Rests as {@link #rest(int, BooleanSupplier)} does, for one thread of a work that does not end early. */
    public void rest() {
        rest(1, () -> false);
    }

    /**
     * Rests in proportion to the time worked since the last time, if there were calls. Call it every few milliseconds of work.
     *
     * @param threads that worked since, all of which rest now
     * @param isEnding whether the work is to end, and so shall rest no longer
     */
    void rest(int threads, BooleanSupplier isEnding) {
        long now = nanoClock.getAsLong();
        long callsNow = calls.getAsLong();
        if (callsNow != callsBefore) {
            callsBefore = callsNow;
            quietSince = now;
        }
        if (now - quietSince < BUSY_NANOS && sharePercent < 100) {
            long end = now + (now - workingSince) * (100L * threads - sharePercent) / sharePercent;
            while (now - end < 0 && !isEnding.getAsBoolean()) {
                sleeper.accept(Math.min(end - now, SLICE_NANOS));
                now = nanoClock.getAsLong();
            }
        }
        workingSince = now;
    }

    /** The time since the last rest was no work: the thread waited for a reader, say. */
    public void waited() {
        workingSince = nanoClock.getAsLong();
    }
}
