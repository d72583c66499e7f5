package dev.giveback.benchmark;

import dev.giveback.benchmark.machine.CpuTimes;
import dev.giveback.benchmark.report.Sample;
import org.HdrHistogram.Histogram;

/** How long it takes to build all models anew, once a round. */
record RebuildTime(Generator generator, RecommendationShop shop) {
    Sample measure(Round round) {
        CpuTimes before = generator.cpu().get();
        long start = System.nanoTime();
        long events = shop.rebuild();
        long taken = System.nanoTime() - start;
        Histogram nanos = new Histogram(3);
        nanos.recordValue(taken);
        return Freshness.sample(round, "recommend-rebuild", taken / 1e9, events, nanos, generator, before);
    }
}
