package dev.giveback.benchmark.load;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Sends calls at their scheduled times, whatever the answers do. Latency counts from when a call was due, not from when it was
 * sent: a stall is paid by every call that was due in it, as customers would pay it.
 */
public final class OpenLoop {
    /** Most calls in flight. A server this far behind has lost; what is due beyond it is counted as not sent. */
    static final int MOST_IN_FLIGHT = 20_000;

    private final Target target;
    private final Work workload;
    private final Schedule schedule;
    private final Meter meter;
    private final Semaphore free = new Semaphore(MOST_IN_FLIGHT);
    private final Thread pacer = new Thread(this::pace, "pacer");

    private OpenLoop(Target target, Work workload, Schedule schedule, Meter meter) {
        this.target = target;
        this.workload = workload;
        this.schedule = schedule;
        this.meter = meter;
    }

    /** Starts the loop, which ends with the meter's window, and returns at once. */
    static OpenLoop start(Target target, Work workload, Schedule schedule, Meter meter) {
        OpenLoop loop = new OpenLoop(target, workload, schedule, meter);
        loop.pacer.start();
        return loop;
    }

    /** Waits for the last answer. Throws IllegalStateException if it has not come in time after the last call. */
    void await(Duration patience) throws InterruptedException {
        pacer.join();
        if (!free.tryAcquire(MOST_IN_FLIGHT, patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException(MOST_IN_FLIGHT - free.availablePermits() + " calls were never answered");
        }
    }

    private void pace() {
        long count = schedule.countBefore(meter.window().untilNanos());
        for (long number = 0; number < count; number++) {
            long due = schedule.dueNanos(number);
            meter.await(due);
            if (free.tryAcquire()) {
                send(number, due);
            } else {
                meter.notSent(due);
            }
        }
    }

    private void send(long number, long due) {
        meter.sent(due, meter.now() - due);
        workload.send(target, number, outcome -> {
            meter.answered(due, meter.now() - due, outcome);
            free.release();
        });
    }
}
