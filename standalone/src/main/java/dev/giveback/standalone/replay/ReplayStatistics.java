package dev.giveback.standalone.replay;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Counts while answers come in on the connection's threads. */
final class ReplayStatistics {
    private static final long HIGHEST_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Histogram latency = new ConcurrentHistogram(HIGHEST_NANOS, 3);
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    final LongAdder sales = new LongAdder();
    final LongAdder returns = new LongAdder();
    final LongAdder invoicesDone = new LongAdder();
    final LongAdder calls = new LongAdder();
    final LongAdder retries = new LongAdder();
    final LongAdder ordersAnswered = new LongAdder();
    final LongAdder earned = new LongAdder();
    final LongAdder takenBack = new LongAdder();
    final CampaignTally campaigns = new CampaignTally();
    private long lines;
    private long matched;
    private long neverBought;
    private long moreThanBought;
    private long unmatchedQuantity;
    private long unmatchedValueMinor;

    void answered(long nanos) {
        calls.increment();
        latency.recordValue(Math.min(nanos, HIGHEST_NANOS));
    }

    void refused(String reason, long nanos) {
        answered(nanos);
        refused.computeIfAbsent(reason, absent -> new LongAdder()).increment();
    }

    /** Counts the lines of a return; called by the one thread that matches. */
    void matched(MatchedReturn matchedReturn) {
        for (MatchedReturn.Line line : matchedReturn.lines()) {
            lines++;
            if (line.unmatched() == 0) {
                matched++;
            } else if (line.known()) {
                moreThanBought++;
            } else {
                neverBought++;
            }
            unmatchedQuantity += line.unmatched();
            unmatchedValueMinor += line.unmatched() * line.unitPriceMinor();
        }
    }

    ReplayReport.RefundLines refundLines() {
        return new ReplayReport.RefundLines(
                lines, matched, neverBought, moreThanBought, unmatchedQuantity, unmatchedValueMinor);
    }

    long percentileNanos(double percentile) {
        return latency.getValueAtPercentile(percentile);
    }

    ReplayReport.Latency latency() {
        return new ReplayReport.Latency(
                percentileNanos(50) / 1e6, percentileNanos(99) / 1e6, latency.getMaxValue() / 1e6);
    }

    SortedMap<String, Long> refused() {
        SortedMap<String, Long> sums = new TreeMap<>();
        refused.forEach((reason, count) -> sums.put(reason, count.sum()));
        return sums;
    }
}
