package dev.giveback.benchmark;

import dev.giveback.benchmark.report.Audit;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Holds what was acknowledged against what the server has counted since. The server's sums follow its journal, so they are waited for. */
final class Audits {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private Audits() {}

    /**
     * Compares once the server has counted all that was acknowledged, or when patience is over.
     *
     * @param before what the server had counted before the first call
     */
    static Audit of(String what, long acknowledged, long unknown, OptionalLong before, Supplier<OptionalLong> counted)
            throws InterruptedException {
        return of(what, acknowledged, unknown, before, PATIENCE, counted);
    }

    /** The same with a patience of its own. */
    static Audit of(
            String what,
            long acknowledged,
            long unknown,
            OptionalLong before,
            Duration patience,
            Supplier<OptionalLong> counted)
            throws InterruptedException {
        if (before.isEmpty()) {
            return new Audit(what, acknowledged, unknown, null);
        }
        OptionalLong after = when(before.getAsLong() + acknowledged, patience, counted);
        return new Audit(
                what, acknowledged, unknown, after.isPresent() ? after.getAsLong() - before.getAsLong() : null);
    }

    /** What is counted, once it is so much, or what it is when patience is over. */
    static OptionalLong when(long expected, Duration patience, Supplier<OptionalLong> counted)
            throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        OptionalLong count = counted.get();
        while (count.isPresent() && count.getAsLong() < expected && System.nanoTime() - end < 0) {
            Thread.sleep(BETWEEN_LOOKS);
            count = counted.get();
        }
        return count;
    }
}
