package dev.giveback.recommendation.grpc;

import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Ids of lists: UUIDs of version 7 (RFC 9562), the time in milliseconds first, so that they sort by it. Behind it 12 bits that count up and 62 random ones:
 * unique, cheap, no secret.
 */
final class ListIds {
    private final InstantSource clock;
    private final LongSupplier random;
    private final AtomicInteger counter = new AtomicInteger();

    /** Ids by this clock and these random bits, 64 at a time, from any thread. */
    ListIds(InstantSource clock, LongSupplier random) {
        this.clock = clock;
        this.random = random;
    }

    String next() {
        long high = clock.millis() << 16 | 0x7000L | (counter.getAndIncrement() & 0xFFF);
        long low = Long.MIN_VALUE | random.getAsLong() >>> 2;
        return new UUID(high, low).toString();
    }
}
