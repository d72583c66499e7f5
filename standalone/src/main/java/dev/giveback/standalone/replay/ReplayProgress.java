package dev.giveback.standalone.replay;

import dev.giveback.standalone.console.Numbers;
import dev.giveback.standalone.console.ProgressLine;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows on standard error how far a replay is. */
final class ReplayProgress implements AutoCloseable {
    private static final long MILLIS = 250;

    private final long total;
    private final ReplayStatistics statistics;
    private final long start = System.nanoTime();
    private final ProgressLine line;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("replay-progress").factory());

    /** @param terminal whether standard error is a terminal */
    ReplayProgress(long total, ReplayStatistics statistics, boolean terminal) {
        this.total = total;
        this.statistics = statistics;
        this.line = new ProgressLine("Replay", System.err, terminal);
    }

    /** Begins to show. */
    void start() {
        var unused = timer.scheduleAtFixedRate(this::show, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    private synchronized void show() {
        long done = statistics.invoicesDone.sum();
        double seconds = (System.nanoTime() - start) / 1e9;
        long left = done == 0 ? -1 : Math.round(seconds * (total - done) / done);
        line.show(new ProgressLine.Progress(done, total, "invoices", seconds, left, details()));
    }

    private String details() {
        StringBuilder text = new StringBuilder("p50 ")
                .append(Numbers.millis(statistics.percentileNanos(50)))
                .append(", p99 ")
                .append(Numbers.millis(statistics.percentileNanos(99)));
        for (Map.Entry<String, Long> refused : statistics.refused().entrySet()) {
            text.append(", ").append(refused.getKey()).append(' ').append(refused.getValue());
        }
        return text.toString();
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        line.close();
    }
}
