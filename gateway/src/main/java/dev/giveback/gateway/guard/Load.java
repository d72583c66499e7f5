package dev.giveback.gateway.guard;

import dev.giveback.options.v1.Priority;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How many calls may be under way at once. It grows by a little while answers are quick, and shrinks by a tenth while most of them are slow: more than
 * {@value #SLOW_FACTOR} times slower than the method's quickest of the last minutes, and slower than {@link #SLOW}. That is the additive increase and
 * multiplicative decrease by which TCP shares a line (Chiu and Jain, 1989), with slowness in the place of loss, as TCP Vegas has it. When little is left, calls
 * that can wait are refused first.
 */
final class Load {
    private static final int SLOW_FACTOR = 10;
    private static final Duration SLOW = Duration.ofMillis(100);
    private static final long WINDOW_NANOS = Duration.ofMillis(250).toNanos();
    private static final long MEMORY_NANOS = Duration.ofMinutes(1).toNanos();
    private static final double SHRINK = 0.9;

    private final int least;
    private final int most;
    private final LongSupplier nanos;
    private final AtomicInteger underWay = new AtomicInteger();
    private final ConcurrentMap<String, Quickest> quickest = new ConcurrentHashMap<>();
    private volatile int limit;

    private long windowEnd;
    private long calls;
    private long slowCalls;
    private int busiest;

    Load(GuardSettings settings, LongSupplier nanos) {
        this.least = settings.leastConcurrency();
        this.most = settings.mostConcurrency();
        this.limit = Math.min(most, least * 2);
        this.nanos = nanos;
        this.windowEnd = nanos.getAsLong() + WINDOW_NANOS;
    }

    /** A call that was let in. */
    final class Place {
        private final String method;
        private final long begin = nanos.getAsLong();
        private boolean free;

        private Place(String method) {
            this.method = method;
        }

        /** The call is over; once counts. */
        synchronized void leave() {
            if (!free) {
                free = true;
                int were = underWay.getAndDecrement();
                measure(method, nanos.getAsLong() - begin, were);
            }
        }

        /** The call goes on, without a place. */
        synchronized void leaveUnmeasured() {
            if (!free) {
                free = true;
                underWay.decrementAndGet();
            }
        }
    }

    /**
     * Lets a call in.
     *
     * @throws io.grpc.StatusRuntimeException if too many are under way for one that can wait so long
     */
    Place enter(String method, Priority priority) {
        int now = underWay.incrementAndGet();
        if (now > limit * share(priority)) {
            underWay.decrementAndGet();
            throw Refusals.overloaded();
        }
        return new Place(method);
    }

    /** Of the places, how many calls of this priority may fill. */
    private static double share(Priority priority) {
        return switch (priority) {
            case PRIORITY_CHECKOUT -> 1;
            case PRIORITY_UNSPECIFIED, PRIORITY_ORDINARY, UNRECOGNIZED -> 0.9;
            case PRIORITY_ADMIN -> 0.7;
            case PRIORITY_EXPORT -> 0.5;
        };
    }

    int limit() {
        return limit;
    }

    int underWay() {
        return underWay.get();
    }

    private void measure(String method, long took, int were) {
        long now = nanos.getAsLong();
        long best = quickest.computeIfAbsent(method, unused -> new Quickest()).of(took, now);
        synchronized (this) {
            calls++;
            busiest = Math.max(busiest, were);
            if (took > SLOW.toNanos() && took / SLOW_FACTOR > best) {
                slowCalls++;
            }
            if (now >= windowEnd) {
                adjust();
                windowEnd = now + WINDOW_NANOS;
            }
        }
    }

    private void adjust() {
        if (slowCalls * 2 > calls) {
            limit = Math.max(least, (int) (limit * SHRINK));
        } else if (busiest * 2 > limit) {
            limit = Math.min(most, limit + (int) Math.sqrt(limit));
        }
        calls = 0;
        slowCalls = 0;
        busiest = 0;
    }

    /** The quickest answer of this minute and the one before. */
    private static final class Quickest {
        private long before = Long.MAX_VALUE;
        private long current = Long.MAX_VALUE;
        private long turn;

        synchronized long of(long took, long now) {
            if (now - turn > MEMORY_NANOS) {
                before = current;
                current = took;
                turn = now;
            }
            current = Math.min(current, took);
            return Math.min(before, current);
        }
    }
}
