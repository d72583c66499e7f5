package dev.giveback.torture.process;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a Giveback looks like over time, and whether that stays as it is. */
final class Vitals {
    private static final Trend HEAP = new Trend("the heap after a collection, in MiB,", 0.10);
    private static final Trend FILES = new Trend("the number of open files", 0.05);
    private static final Trend THREADS = new Trend("the number of threads", 0.05);
    private static final Trend P99 = new Trend("the p99, in microseconds,", 0.25);
    /** The first samples, of which one in so many is left out: caches fill, code is compiled, pools grow. */
    private static final int WARM_UP = 4;

    private final List<Sample> samples = new ArrayList<>();

    /**
     * One look.
     *
     * @param heapMib in use after a full collection
     * @param files that are open
     * @param threads that live
     * @param p99Micros of the calls since the look before
     */
    record Sample(double heapMib, double files, double threads, double p99Micros) {}

    void add(Sample sample) {
        samples.add(sample);
    }

    int count() {
        return samples.size();
    }

    /** What grew, in words. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        HEAP.finding(series(Sample::heapMib)).ifPresent(findings::add);
        FILES.finding(series(Sample::files)).ifPresent(findings::add);
        THREADS.finding(series(Sample::threads)).ifPresent(findings::add);
        P99.finding(series(Sample::p99Micros)).ifPresent(findings::add);
        return findings;
    }

    /** Each sample in words: what a report has to go by. */
    List<String> words() {
        return samples.stream().map(Sample::toString).toList();
    }

    private double[] series(ToDoubleFunction<Sample> figure) {
        return samples.stream()
                .skip(samples.size() / WARM_UP)
                .mapToDouble(figure)
                .toArray();
    }
}
