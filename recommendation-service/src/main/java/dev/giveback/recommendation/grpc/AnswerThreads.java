package dev.giveback.recommendation.grpc;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads on which answers are found: as many as there are processors, since finding is all calculation, and each with memory of its own that is used again.
 * At most {@link #WAITING} answers wait for them; more are rejected, since their callers would be gone when their turn comes.
 */
public final class AnswerThreads implements Executor, AutoCloseable {
    /** Answers that wait: half a second's work or so of one processor. */
    static final int WAITING = 1_000;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private final ThreadPoolExecutor threads;

    private AnswerThreads(int count) {
        threads = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("answers-", 0).factory());
    }

    /** Starts so many. */
    public static AnswerThreads start(int count) {
        return new AnswerThreads(count);
    }

    @Override
    public void execute(Runnable answer) {
        threads.execute(answer);
    }

    /** Finds what was begun. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        threads.shutdownNow();
    }
}
