package dev.giveback.torture.concurrency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** Runs the same work on many threads that begin together. */
final class Threads {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Threads() {}

    /** Work of one of them. */
    @FunctionalInterface
    interface Work {
        /** Does it. */
        void of(int thread) throws Exception;
    }

    /** What was thrown, or hung. */
    static List<String> run(int count, Work work) throws InterruptedException {
        Queue<String> problems = new ConcurrentLinkedQueue<>();
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int thread = number;
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    begin.await();
                    work.of(thread);
                } catch (Exception broken) {
                    Throwable cause = broken.getCause() == null ? broken : broken.getCause();
                    problems.add("a thread ended by " + cause);
                }
            }));
        }
        begin.countDown();
        for (Thread thread : threads) {
            if (!thread.join(LIMIT)) {
                problems.add("a thread does not end");
            }
        }
        return List.copyOf(problems);
    }
}
