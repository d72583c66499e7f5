package dev.giveback.standalone.database;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Looks after the server several times a second and brings it back when it is gone. */
final class Watchdog implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(250);
    private static final Duration END_WAIT = Duration.ofSeconds(30);

    private final CountDownLatch stop = new CountDownLatch(1);
    private final Thread thread;

    /** @param lookAfter restores the server if need be; called again and again */
    Watchdog(Runnable lookAfter) {
        thread = Thread.ofPlatform().daemon().name("database-watchdog").unstarted(() -> run(lookAfter));
    }

    void start() {
        thread.start();
    }

    private void run(Runnable lookAfter) {
        try {
            while (!stop.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                lookAfter.run();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the watch; a restart under way is waited for. */
    @Override
    public void close() {
        stop.countDown();
        try {
            thread.join(END_WAIT);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
