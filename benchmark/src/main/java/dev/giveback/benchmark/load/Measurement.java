package dev.giveback.benchmark.load;

import dev.giveback.benchmark.machine.CpuTimes;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one load showed in its window.
 *
 * @param seconds length of the window
 * @param latency nanoseconds of the answers that were OK
 * @param lateness nanoseconds by which the generator itself was late with a call; empty for a closed loop
 * @param outcomes answers by outcome
 * @param notSent calls that were due and that the generator could not send
 * @param cpu what each process used during the window
 * @param ever all answers by outcome, warm-up included
 */
public record Measurement(
        double seconds,
        Histogram latency,
        Histogram lateness,
        Map<String, Long> outcomes,
        long notSent,
        CpuTimes cpu,
        Map<String, Long> ever) {}
