package dev.giveback.benchmark.report;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * How long calls took, in microseconds.
 *
 * @param count calls
 * @param histogram all of it, as HdrHistogram's compressed form of nanoseconds in base 64
 */
public record Latency(
        long count, double mean, double p50, double p90, double p99, double p999, double max, String histogram) {
    /** Sums up a histogram of nanoseconds. */
    public static Latency of(Histogram nanos) {
        return new Latency(
                nanos.getTotalCount(),
                nanos.getMean() / 1e3,
                at(nanos, 50),
                at(nanos, 90),
                at(nanos, 99),
                at(nanos, 99.9),
                nanos.getMaxValue() / 1e3,
                encode(nanos));
    }

    /** All calls of several runs together, which percentiles of the runs alone cannot tell. */
    public static Latency merge(Collection<Latency> latencies) {
        Histogram sum = new Histogram(3);
        latencies.forEach(latency -> sum.add(decode(latency.histogram)));
        return of(sum);
    }

    private static double at(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }

    private static String encode(Histogram nanos) {
        ByteBuffer buffer = ByteBuffer.allocate(nanos.getNeededByteBufferCapacity());
        int length = nanos.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }

    private static Histogram decode(String text) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(
                    ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
        } catch (DataFormatException problem) {
            throw new IllegalArgumentException("not a histogram: " + text, problem);
        }
    }
}
