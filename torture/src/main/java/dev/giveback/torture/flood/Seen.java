package dev.giveback.torture.flood;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** How the calls of one load ended. Times count from the moment at which a call was due, so that a sender that falls behind hides nothing. */
final class Seen {
    private static final int TOLD = 5;

    private final Queue<Good> good = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final long began;
    private volatile long ended;

    /** An order that was answered: when it was due, and how long that took. */
    private record Good(long due, long nanos) {}

    Seen() {
        began = System.nanoTime();
        ended = began;
    }

    void offered() {
        offered.incrementAndGet();
    }

    void good(long due) {
        good.add(new Good(due, System.nanoTime() - due));
    }

    /** Refused because there was no room. */
    void refused() {
        refused.incrementAndGet();
    }

    /** The deadline came first. */
    void late() {
        late.incrementAndGet();
    }

    /** Ended in another way. */
    void failed(String how) {
        if (failed.incrementAndGet() <= TOLD) {
            failures.add(how);
        }
    }

    /** No more is offered. */
    void end() {
        ended = System.nanoTime();
    }

    long offeredCount() {
        return offered.get();
    }

    long goodCount() {
        return good.size();
    }

    long refusedCount() {
        return refused.get();
    }

    long lateCount() {
        return late.get();
    }

    long failedCount() {
        return failed.get();
    }

    /** Some of those that ended in another way. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** Calls a second that were offered. */
    double offeredRate() {
        return offered.get() / seconds();
    }

    /** Good answers a second. */
    double goodRate() {
        return good.size() / seconds();
    }

    private double seconds() {
        return Math.max(1, ended - began) / 1e9;
    }

    /** The time within which 99 of 100 good answers came; nothing was quick if there was none. */
    Duration p99() {
        long[] nanos = good.stream().mapToLong(Good::nanos).sorted().toArray();
        return nanos.length == 0
                ? Duration.ofNanos(Long.MAX_VALUE)
                : Duration.ofNanos(nanos[(int) Math.min(nanos.length - 1, Math.ceil(nanos.length * 0.99) - 1)]);
    }

    /** Good answers to what was due in each whole second, the first one first. */
    long[] goodBySecond() {
        long[] seconds = new long[(int) Math.max(1, (ended - began) / 1_000_000_000L)];
        good.forEach(one -> {
            long second = (one.due() - began) / 1_000_000_000L;
            if (second >= 0 && second < seconds.length) {
                seconds[(int) second]++;
            }
        });
        return seconds;
    }

    @Override
    public String toString() {
        return Math.round(offeredRate()) + "/s offered, " + Math.round(goodRate()) + "/s good, " + refused
                + " refused, "
                + late + " late, " + failed + " failed, p99 " + (good.isEmpty() ? "none" : p99().toMillis() + " ms")
                + ", by second " + Arrays.toString(goodBySecond());
    }
}
