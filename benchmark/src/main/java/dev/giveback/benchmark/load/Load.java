package dev.giveback.benchmark.load;

import dev.giveback.benchmark.machine.CpuTimes;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Runs loads against one target and measures them.
 *
 * @param cpu tells what each process has used so far
 */
public record Load(Target target, Supplier<CpuTimes> cpu) {
    private static final Duration PATIENCE = Duration.ofSeconds(2 * Target.DEADLINE_SECONDS);

    /** Keeps a number of calls in flight until the window ends. */
    public Measurement closed(Work workload, int inFlight, Window window) throws InterruptedException {
        Meter meter = new Meter(window);
        ClosedLoop loop = ClosedLoop.start(target, workload, inFlight, meter);
        CpuTimes used = cpuOf(meter);
        loop.await(PATIENCE);
        return measurement(meter, used);
    }

    /** Sends calls at a fixed rate until the window ends. */
    public Measurement open(Work workload, Schedule schedule, Window window) throws InterruptedException {
        Meter meter = new Meter(window);
        OpenLoop loop = OpenLoop.start(target, workload, schedule, meter);
        CpuTimes used = cpuOf(meter);
        loop.await(PATIENCE);
        return measurement(meter, used);
    }

    private CpuTimes cpuOf(Meter meter) {
        meter.await(meter.window().fromNanos());
        CpuTimes before = cpu.get();
        meter.await(meter.window().untilNanos());
        return cpu.get().minus(before);
    }

    private static Measurement measurement(Meter meter, CpuTimes used) {
        return new Measurement(
                meter.window().seconds(),
                meter.latency(),
                meter.lateness(),
                meter.inWindow(),
                meter.notSent(),
                used,
                meter.ever());
    }
}
