package dev.giveback.platform.lifecycle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that a process has started, stopped in reverse order: what was started last depends on what was started first.
 *
 * <p>Each thing has a name, a time limit and a log line. One that fails or overruns its limit does not keep the others from
 * being stopped. Closing twice stops once; a second closer waits for the first, so that a JVM shutdown hook and a
 * try-with-resources block can share one lifecycle.
 */
public final class Lifecycle implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Lifecycle.class);

    private final Object closing = new Object();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private boolean stopped;

    /**
     * Takes note of something that has just been started. When the lifecycle is stopped already it is stopped at once, so that
     * an interrupt in the middle of a start leaves nothing behind.
     *
     * @param name what the log calls it
     * @param limit how long its stop may take before the next one is stopped
     * @param started what is closed at the stop
     * @return {@code started}
     */
    public <T extends AutoCloseable> T add(String name, Duration limit, T started) {
        onStop(name, limit, started::close);
        return started;
    }

    /** As {@link #add}, for something that is stopped by other means than {@code close()}. */
    public void onStop(String name, Duration limit, StopAction action) {
        Step step = new Step(name, limit, action);
        synchronized (steps) {
            if (!stopped) {
                steps.push(step);
                return;
            }
        }
        stop(step);
    }

    /** Stops everything when the JVM is told to end (Ctrl-C, SIGTERM, {@code System.exit}). */
    public void closeAtExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "lifecycle-stop"));
    }

    /** Stops everything, the youngest first, and returns when all have stopped or overrun their limits. Never throws. */
    @Override
    public void close() {
        synchronized (closing) {
            for (Step step = next(); step != null; step = next()) {
                stop(step);
            }
            ended.countDown();
        }
    }

    /** Waits until everything has been stopped; what keeps a process alive whose other threads are all daemons. */
    public void awaitClose() throws InterruptedException {
        ended.await();
    }

    private @Nullable Step next() {
        synchronized (steps) {
            stopped = true;
            return steps.poll();
        }
    }

    /** Runs the step on a thread of its own, since only a thread that can be left behind can have a time limit. */
    private static void stop(Step step) {
        long start = System.nanoTime();
        FutureTask<Void> task = new FutureTask<>(() -> {
            step.action().run();
            return null;
        });
        Thread.ofPlatform().daemon().name("stop-" + step.name()).start(task);
        try {
            task.get(step.limit().toMillis(), TimeUnit.MILLISECONDS);
            log.info("stopped {} in {} ms", step.name(), (System.nanoTime() - start) / 1_000_000);
        } catch (TimeoutException e) {
            task.cancel(true);
            log.warn(
                    "{} did not stop within {} ms; going on without it",
                    step.name(),
                    step.limit().toMillis());
        } catch (ExecutionException e) {
            log.warn("{} failed to stop; going on", step.name(), e.getCause());
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            log.warn("interrupted while stopping {}", step.name());
        }
    }

    /** How one thing is stopped. */
    @FunctionalInterface
    public interface StopAction {
        /** Stops it; may block up to the limit that was registered and is interrupted after that. */
        void run() throws Exception;
    }

    private record Step(String name, Duration limit, StopAction action) {
        private Step {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("limit of " + name + ": " + limit + " (expected: > 0)");
            }
        }
    }
}
