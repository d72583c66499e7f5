package dev.giveback.torture.process;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How long this process stood still: a thread that sleeps a millisecond at a time, and sees by how much it overslept. What is measured here is
 * late by that much at most for no other reason than that the machine was busy.
 */
final class Stalls implements AutoCloseable {
    private final AtomicLong longest = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().daemon().name("stalls").start(this::watch);

    private void watch() {
        long before = System.nanoTime();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException closed) {
                return;
            }
            long now = System.nanoTime();
            longest.accumulateAndGet(now - before - 1_000_000, Math::max);
            before = now;
        }
    }

    /** The longest so far. */
    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
