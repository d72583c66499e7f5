package dev.giveback.benchmark.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** Keeps a fixed number of calls in flight: each answer is followed by the next call, on the event loop that brought it. */
public final class ClosedLoop {
    private final Target target;
    private final Work workload;
    private final Meter meter;
    private final BooleanSupplier more;
    private final CountDownLatch lanesLeft;

    private ClosedLoop(Target target, Work workload, int inFlight, Meter meter, BooleanSupplier more) {
        this.target = target;
        this.workload = workload;
        this.meter = meter;
        this.more = more;
        this.lanesLeft = new CountDownLatch(inFlight);
    }

    /**
     * Starts the loop and returns at once.
     *
     * @param more asked before each call; the loop ends when it says no. Called from many threads
     */
    public static ClosedLoop start(Target target, Work workload, int inFlight, Meter meter, BooleanSupplier more) {
        ClosedLoop loop = new ClosedLoop(target, workload, inFlight, meter, more);
        for (int lane = 0; lane < inFlight; lane++) {
            loop.new Lane(lane).next();
        }
        return loop;
    }

    /** Starts a loop that ends with the meter's window. */
    static ClosedLoop start(Target target, Work workload, int inFlight, Meter meter) {
        return start(
                target,
                workload,
                inFlight,
                meter,
                () -> meter.now() < meter.window().untilNanos());
    }

    /** Waits for the last answer. Throws IllegalStateException if it has not come in time. */
    public void await(Duration patience) throws InterruptedException {
        if (!lanesLeft.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(lanesLeft.getCount() + " calls were never answered");
        }
    }

    /** One of the calls in flight. */
    private final class Lane {
        private final int number;
        private final AtomicInteger due = new AtomicInteger();

        private Lane(int number) {
            this.number = number;
        }

        /** Sends the next call. A call that fails at once comes back here before it has returned, which must not go deeper. */
        private void next() {
            if (due.getAndIncrement() == 0) {
                do {
                    send();
                } while (due.decrementAndGet() > 0);
            }
        }

        private void send() {
            if (!more.getAsBoolean()) {
                lanesLeft.countDown();
                return;
            }
            long begin = meter.now();
            workload.send(target, number, outcome -> {
                long end = meter.now();
                meter.answered(end, end - begin, outcome);
                next();
            });
        }
    }
}
