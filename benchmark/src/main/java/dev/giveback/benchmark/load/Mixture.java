package dev.giveback.benchmark.load;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Two kinds of calls, drawn at random; what became of the second kind is counted apart, since only it leaves something. */
public final class Mixture implements Work {
    private static final int WHOLE = 100;

    private final Work reads;
    private final Work writes;
    private final int percentOfReads;
    private final Map<String, LongAdder> written = new ConcurrentHashMap<>();

    /**
     * Mixes two.
     *
     * @param percentOfReads 0 to 100
     */
    public Mixture(Work reads, Work writes, int percentOfReads) {
        if (percentOfReads < 0 || percentOfReads > WHOLE) {
            throw new IllegalArgumentException("reads: " + percentOfReads + " percent (expected: 0 to 100)");
        }
        this.reads = reads;
        this.writes = writes;
        this.percentOfReads = percentOfReads;
    }

    @Override
    public void send(Target target, long number, Consumer<String> done) {
        if (ThreadLocalRandom.current().nextInt(WHOLE) < percentOfReads) {
            reads.send(target, number, done);
        } else {
            writes.send(target, number, outcome -> {
                written.computeIfAbsent(outcome, name -> new LongAdder()).increment();
                done.accept(outcome);
            });
        }
    }

    /** All writes by outcome so far, and forgets them. */
    public Map<String, Long> takeWritten() {
        Map<String, Long> sums = new TreeMap<>();
        written.forEach((outcome, count) -> {
            long sum = count.sumThenReset();
            if (sum > 0) {
                sums.put(outcome, sum);
            }
        });
        return sums;
    }
}
