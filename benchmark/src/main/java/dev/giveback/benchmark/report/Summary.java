package dev.giveback.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * One contender over all rounds: of each figure the median and the range.
 *
 * @param together latency of all rounds' calls in one
 * @param troubles answers that were not as they should be, by outcome, and calls that were not sent
 */
public record Summary(
        ContenderInfo contender,
        Spread rate,
        Spread p50Micros,
        Spread p99Micros,
        Latency together,
        Map<String, Spread> cpuMicrosPerCall,
        Map<String, Long> troubles) {
    static Summary of(ContenderInfo contender, List<Sample> samples) {
        return new Summary(
                contender,
                spread(samples, Sample::rate),
                spread(samples, sample -> sample.latency().p50()),
                spread(samples, sample -> sample.latency().p99()),
                Latency.merge(samples.stream().map(Sample::latency).toList()),
                cpu(samples),
                troubles(samples));
    }

    private static Spread spread(List<Sample> samples, ToDoubleFunction<Sample> figure) {
        return Spread.of(samples.stream().mapToDouble(figure).boxed().toList());
    }

    private static Map<String, Spread> cpu(List<Sample> samples) {
        SortedMap<String, List<Double>> figures = new TreeMap<>();
        for (Sample sample : samples) {
            sample.cpuMicrosPerCall()
                    .forEach((process, micros) -> figures.computeIfAbsent(process, name -> new ArrayList<>())
                            .add(micros));
        }
        SortedMap<String, Spread> spreads = new TreeMap<>();
        figures.forEach((process, micros) -> spreads.put(process, Spread.of(micros)));
        return spreads;
    }

    private static Map<String, Long> troubles(List<Sample> samples) {
        SortedMap<String, Long> troubles = new TreeMap<>();
        for (Sample sample : samples) {
            sample.outcomes().forEach((outcome, count) -> troubles.merge(outcome, count, Long::sum));
            troubles.merge("not sent", sample.notSent(), Long::sum);
        }
        troubles.remove("OK");
        troubles.values().removeIf(count -> count == 0);
        return troubles;
    }
}
