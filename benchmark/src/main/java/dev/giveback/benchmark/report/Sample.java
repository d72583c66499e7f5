package dev.giveback.benchmark.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one contender showed in one round.
 *
 * @param contender its id
 * @param round counted from 1
 * @param offeredRate calls a second that were due; null when the next call waited for an answer
 * @param seconds that were measured
 * @param calls that were answered as they should be
 * @param rate those calls a second
 * @param latency of those calls; in an open loop from when they were due
 * @param lateness by which the generator itself was late; null in a closed loop
 * @param outcomes all answers by outcome
 * @param notSent calls that were due and that the generator could not send
 * @param cpuMicrosPerCall processor time of each process, by name, divided by the calls
 */
public record Sample(
        String contender,
        int round,
        @Nullable Double offeredRate,
        double seconds,
        long calls,
        double rate,
        Latency latency,
        @Nullable Latency lateness,
        Map<String, Long> outcomes,
        long notSent,
        Map<String, Double> cpuMicrosPerCall) {
    /** Answers and due calls that were not as they should be. */
    long troubles() {
        return outcomes.values().stream().mapToLong(Long::longValue).sum() - calls + notSent;
    }
}
