package dev.giveback.benchmark.machine;

import java.util.Map;
import java.util.TreeMap;

/**
 * Processor time by process, in seconds, user and system together.
 *
 * @param seconds by the process' name; a process that cannot be read is not in it
 */
public record CpuTimes(Map<String, Double> seconds) {
    /** Copies the map. */
    public CpuTimes {
        seconds = Map.copyOf(seconds);
    }

    /** What was used since then, of the processes that both know. */
    public CpuTimes minus(CpuTimes then) {
        Map<String, Double> used = new TreeMap<>();
        seconds.forEach((process, now) -> {
            Double before = then.seconds.get(process);
            if (before != null) {
                used.put(process, now - before);
            }
        });
        return new CpuTimes(used);
    }

    /** Microseconds a call, by process; empty when there was no call. */
    public Map<String, Double> microsPerCall(long calls) {
        Map<String, Double> micros = new TreeMap<>();
        if (calls > 0) {
            seconds.forEach((process, used) -> micros.put(process, used * 1e6 / calls));
        }
        return micros;
    }
}
