package dev.giveback.benchmark.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Counts the calls of one load: all of them by outcome, and those in the window by outcome and latency. Only answers that are
 * OK have a latency here, because a refusal that comes fast would flatter the rest; what failed is told by the outcomes.
 */
public final class Meter {
    private static final long HIGHEST_NANOS = 120_000_000_000L;

    private final long begin = System.nanoTime();
    private final Window window;
    private final Histogram latency = new ConcurrentHistogram(1, HIGHEST_NANOS, 3);
    private final Histogram lateness = new ConcurrentHistogram(1, HIGHEST_NANOS, 3);
    private final Map<String, LongAdder> inWindow = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> ever = new ConcurrentHashMap<>();
    private final LongAdder notSent = new LongAdder();

    /** Starts the clock. */
    public Meter(Window window) {
        this.window = window;
    }

    Window window() {
        return window;
    }

    /** Nanoseconds since the load began. */
    long now() {
        return System.nanoTime() - begin;
    }

    /** Waits for a moment, in nanoseconds since the load began, and returns at once if it has passed. */
    void await(long moment) {
        for (long wait = moment - now(); wait > 0; wait = moment - now()) {
            LockSupport.parkNanos(wait);
        }
    }

    /**
     * Counts an answer.
     *
     * @param moment decides whether it is in the window: its end in a closed loop, its intended begin in an open one
     */
    void answered(long moment, long latencyNanos, String outcome) {
        add(ever, outcome);
        if (window.contains(moment)) {
            add(inWindow, outcome);
            if (outcome.equals(Outcomes.OK)) {
                latency.recordValue(bounded(latencyNanos));
            }
        }
    }

    /** Notes how late the generator itself was with a call that was due at a moment. */
    void sent(long due, long lateNanos) {
        if (window.contains(due)) {
            lateness.recordValue(bounded(lateNanos));
        }
    }

    /** Counts a call that was due and that the generator could not send, because too many were in flight. */
    void notSent(long due) {
        if (window.contains(due)) {
            notSent.increment();
        }
    }

    /** All answers since the load began, by outcome. */
    public Map<String, Long> ever() {
        return sums(ever);
    }

    Map<String, Long> inWindow() {
        return sums(inWindow);
    }

    Histogram latency() {
        return latency.copy();
    }

    Histogram lateness() {
        return lateness.copy();
    }

    long notSent() {
        return notSent.sum();
    }

    private static void add(Map<String, LongAdder> counts, String outcome) {
        counts.computeIfAbsent(outcome, name -> new LongAdder()).increment();
    }

    private static Map<String, Long> sums(Map<String, LongAdder> counts) {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((outcome, count) -> sums.put(outcome, count.sum()));
        return sums;
    }

    private static long bounded(long nanos) {
        return Math.max(1, Math.min(nanos, HIGHEST_NANOS));
    }
}
