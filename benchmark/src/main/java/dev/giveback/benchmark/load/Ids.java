package dev.giveback.benchmark.load;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that never repeat, in this run or between runs: 60 random bits name the run, a counter does the rest. */
final class Ids {
    private final String run = Long.toHexString(UUID.randomUUID().getMostSignificantBits() >>> 4);
    private final AtomicLong count = new AtomicLong();

    String next() {
        return run + "-" + count.getAndIncrement();
    }
}
