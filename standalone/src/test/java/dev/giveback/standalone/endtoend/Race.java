package dev.giveback.standalone.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs things at once: each has a thread of its own, and all begin together. */
final class Race {
    private Race() {}

    /** What each came to, in order; whatever one throws is thrown. */
    static <T> List<T> of(List<Callable<T>> runners) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch ready = new CountDownLatch(runners.size());
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> runner : runners) {
                running.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return runner.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    /** The same while something else happens in the middle. */
    static <T> List<T> around(List<Callable<T>> runners, Runnable meanwhile) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> disturbance = threads.submit(meanwhile);
            List<T> results = of(runners);
            disturbance.get();
            return results;
        }
    }
}
