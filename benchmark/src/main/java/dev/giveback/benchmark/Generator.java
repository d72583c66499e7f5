package dev.giveback.benchmark;

import dev.giveback.benchmark.load.ClosedLoop;
import dev.giveback.benchmark.load.Load;
import dev.giveback.benchmark.load.Measurement;
import dev.giveback.benchmark.load.Meter;
import dev.giveback.benchmark.load.Outcomes;
import dev.giveback.benchmark.load.Target;
import dev.giveback.benchmark.load.Window;
import dev.giveback.benchmark.load.Work;
import dev.giveback.benchmark.machine.CpuProbe;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all suites send their calls with.
 *
 * @param target the gateway
 * @param service the loyalty service itself; empty when it has no port
 */
record Generator(
        Options options, Place place, Target target, Optional<Target> service, CpuProbe cpu, PrintStream progress) {
    /** A suite that warms up after the first needs less: what all calls have in common is compiled by then. */
    private static final int SHARE_OF_FIRST_WARM_UP = 3;

    private static final Duration PATIENCE = Duration.ofHours(1);

    /** The ways to what is measured: through the gateway, and straight at the loyalty service if that has a port. */
    List<Road> roads() {
        List<Road> roads = new ArrayList<>();
        roads.add(new Road(load(), window(), false));
        service.ifPresent(direct -> roads.add(new Road(new Load(direct, cpu), window(), true)));
        return roads;
    }

    Load load() {
        return new Load(target, cpu);
    }

    /** What is measured of each contender in each round. */
    Window window() {
        return Window.after(Duration.ofSeconds(options.warmUpSeconds), Duration.ofSeconds(options.seconds));
    }

    /** Seconds for which a contender's calls are sent in one round. */
    int secondsOfARun() {
        return options.warmUpSeconds + options.seconds;
    }

    /** Seconds for which a suite warms up after the first one has. */
    int warmUpSeconds() {
        return options.firstWarmUpSeconds / SHARE_OF_FIRST_WARM_UP;
    }

    /** Keeps calls in flight for a part of the first warm-up, and gives the outcomes. */
    Map<String, Long> warmUp(Work workload) throws InterruptedException {
        if (warmUpSeconds() == 0) {
            return Map.of();
        }
        Window window = Window.after(Duration.ZERO, Duration.ofSeconds(warmUpSeconds()));
        Measurement measurement = load().closed(workload, options.otherInFlight, window);
        return measurement.ever();
    }

    /** Sends so many calls, as fast as it can, and gives the outcomes. */
    Map<String, Long> send(Work workload, long calls) throws InterruptedException {
        AtomicLong asked = new AtomicLong();
        Meter meter = new Meter(Window.after(Duration.ZERO, Duration.ofDays(1)));
        ClosedLoop.start(target, workload, options.otherInFlight, meter, () -> asked.getAndIncrement() < calls)
                .await(PATIENCE);
        return meter.ever();
    }

    /** Sends so many calls. Throws IllegalStateException unless every one is answered OK. */
    void sendAll(String what, Work workload, long calls) throws InterruptedException {
        Map<String, Long> outcomes = send(workload, calls);
        if (outcomes.getOrDefault(Outcomes.OK, 0L) != calls) {
            throw new IllegalStateException(what + ": " + outcomes + " (expected: " + calls + " OK)");
        }
    }
}
