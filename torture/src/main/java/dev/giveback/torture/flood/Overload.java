package dev.giveback.torture.flood;

import dev.giveback.torture.suite.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One round: what can be done is measured, then more and more of it is asked. */
final class Overload {
    /** How a finding begins that tells of too little that was done. */
    static final String GOODPUT = "goodput";

    static final Duration DEADLINE = Duration.ofSeconds(3);

    /** A round of some seconds, in which nothing is judged by how quick it is. */
    static final Plan SMALL = new Plan(List.of(1, 5), Duration.ofSeconds(3), Duration.ofSeconds(5), Timing.NOTHING);
    /** What is promised. */
    static final Plan FULL = new Plan(List.of(1, 2, 5, 10), Duration.ofSeconds(15), Duration.ofSeconds(60), Timing.ALL);
    /** Judged as what is promised, and no longer than a fault needs to show. */
    static final Plan CONTROL = new Plan(List.of(1, 5), Duration.ofSeconds(3), Duration.ofSeconds(15), Timing.LOAD);

    /** What of the times is judged. */
    enum Timing {
        /** Nothing: the machine may be busy with other things. */
        NOTHING,
        /** What is done under load. */
        LOAD,
        /** That, and how soon all is as before. */
        ALL
    }

    /** As many as the gateway lets in at first: with fewer, what can be done is more than what is measured. */
    private static final int LINES = 2 * OverloadSuite.LEAST;

    private static final int JUDGED = 5;
    private static final double LEAST_OF_PEAK = 0.9;
    private static final Duration ADMITTED = Duration.ofSeconds(2);
    private static final Duration BACK = Duration.ofSeconds(5);
    private static final Duration AFTERWARDS = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double HALF = 0.5;
    private static final long MORE_HEAP = 64L << 20;

    private final Shop shop;
    private final Orders orders;
    private final Vitals vitals;
    private final Outcome.Tally tally;
    private final OpenLoop loop;
    private final List<String> findings = new ArrayList<>();
    private final Map<Integer, Seen> byMultiple = new TreeMap<>();

    /**
     * What is done in a round.
     *
     * @param multiples of the capacity
     * @param measured how long the capacity is measured
     * @param length of each load
     * @param timing what of the times is judged
     */
    record Plan(List<Integer> multiples, Duration measured, Duration length, Timing timing) {}

    /** What was found wrong. */
    record Verdict(List<String> findings) {}

    Overload(Shop shop, Orders orders, String prefix, Vitals vitals, Outcome.Tally tally) {
        this.shop = shop;
        this.orders = orders;
        this.vitals = vitals;
        this.tally = tally;
        loop = new OpenLoop(shop, orders, prefix, DEADLINE);
    }

    Verdict judged(Plan plan) throws InterruptedException {
        // The first calls of a JVM are slow, and customers that were never seen are read once.
        loop.sendInLines(LINES, plan.measured());
        Seen closed = loop.sendInLines(LINES, plan.measured());
        expectCalm("when capacity was measured", closed);
        double capacity = Math.max(1, closed.goodRate());
        tally.add("orders a second that can be done", Math.round(capacity));
        long heap = vitals.read().heapBytes();
        for (int multiple : plan.multiples()) {
            load(multiple, capacity, plan);
        }
        if (plan.timing() != Timing.NOTHING) {
            judgeGoodput();
        }
        judgeHeap(heap);
        findings.addAll(orders.findings(shop));
        return new Verdict(List.copyOf(findings));
    }

    private void load(int multiple, double capacity, Plan plan) throws InterruptedException {
        Seen seen = loop.send(multiple * capacity, plan.length());
        byMultiple.put(multiple, seen);
        String at = "at " + multiple + " x: ";
        tally.add(at + "offered", seen.offeredCount());
        tally.add(at + "good", seen.goodCount());
        tally.add(at + "refused", seen.refusedCount());
        tally.add(at + "too late", seen.lateCount());
        tally.add(
                at + "ms of the p99 of the good",
                seen.goodCount() == 0 ? 0 : seen.p99().toMillis());
        seen.failures()
                .forEach(failure -> findings.add(at + "a call ended with " + failure + " (expected: OVERLOADED)"));
        if (plan.timing() != Timing.NOTHING && seen.p99().compareTo(ADMITTED) > 0) {
            findings.add(at + "p99 of the good " + seen.p99().toMillis() + " ms (expected: at most "
                    + ADMITTED.toMillis() + "); " + seen);
        }
        if (plan.timing() == Timing.ALL) {
            judgeReturn(at, capacity);
        }
        awaitAnswer(at);
    }

    /** Half of what can be done, right after too much of it: in the fifth second at the latest all is as it was. */
    private void judgeReturn(String at, double capacity) {
        Seen after = loop.send(capacity * HALF, AFTERWARDS);
        long[] good = after.goodBySecond();
        double expected = capacity * HALF * LEAST_OF_PEAK;
        int back = 0;
        for (int second = 0; second < good.length; second++) {
            if (good[second] < expected) {
                back = second + 1;
            }
        }
        tally.add(at + "s until it was as before", back);
        if (back > BACK.toSeconds()) {
            findings.add(at + "as before only after " + back + " s (expected: at most " + BACK.toSeconds()
                    + "); good by second " + Arrays.toString(good));
        }
    }

    private void awaitAnswer(String at) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (loop.sendInLines(1, Duration.ofMillis(1)).goodCount() == 0) {
            if (System.nanoTime() > end) {
                findings.add(at + "nobody is answered any more");
                return;
            }
            Thread.sleep(100);
        }
    }

    private void expectCalm(String when, Seen seen) {
        seen.failures().forEach(failure -> findings.add(when + " a call ended with " + failure));
        if (seen.goodCount() == 0) {
            throw new IllegalStateException(when + " nothing was answered: " + seen);
        }
    }

    private void judgeGoodput() {
        double peak =
                byMultiple.values().stream().mapToDouble(Seen::goodRate).max().orElse(0);
        Seen much = byMultiple.get(JUDGED);
        if (much != null && much.goodRate() < peak * LEAST_OF_PEAK) {
            findings.add(GOODPUT + " at " + JUDGED + " x: " + Math.round(much.goodRate())
                    + " a second (expected: at least 90 % of " + Math.round(peak) + "); " + much);
        }
    }

    private void judgeHeap(long before) {
        long after = vitals.read().heapBytes();
        tally.add("KiB of heap before", before >> 10);
        tally.add("KiB of heap after", after >> 10);
        if (after > before + MORE_HEAP) {
            findings.add("heap: " + (after >> 20) + " MiB after it, " + (before >> 20) + " before (expected: at most "
                    + (MORE_HEAP >> 20) + " more)");
        }
    }
}
