package dev.giveback.standalone.replay;

import dev.giveback.standalone.console.Numbers;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on standard error how far a replay is: a bar on a terminal, otherwise a line every few seconds. */
final class ReplayProgress implements AutoCloseable {
    private static final long BAR_MILLIS = 250;
    private static final long LINE_MILLIS = 5_000;

    private final long total;
    private final ReplayStatistics statistics;
    private final long start = System.nanoTime();
    private final @Nullable ProgressBar bar;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("replay-progress").factory());

    /** @param terminal whether standard error is a terminal */
    ReplayProgress(long total, ReplayStatistics statistics, boolean terminal) {
        this.total = total;
        this.statistics = statistics;
        this.bar = terminal ? bar(total) : null;
    }

    /** Begins to show. */
    void start() {
        long interval = bar == null ? LINE_MILLIS : BAR_MILLIS;
        var unused = timer.scheduleAtFixedRate(this::show, interval, interval, TimeUnit.MILLISECONDS);
    }

    private static ProgressBar bar(long total) {
        boolean unicode = System.getProperty("stderr.encoding", System.getProperty("native.encoding", ""))
                .toUpperCase(Locale.ROOT)
                .contains("UTF-8");
        return new ProgressBarBuilder()
                .setTaskName("Replay")
                .setInitialMax(total)
                .setUnit(" invoices", 1)
                .setStyle(unicode ? ProgressBarStyle.UNICODE_BLOCK : ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis((int) BAR_MILLIS)
                .showSpeed()
                .build();
    }

    private void show() {
        long done = statistics.invoicesDone.sum();
        if (bar != null) {
            bar.stepTo(done);
            bar.setExtraMessage(" " + details());
        } else {
            double seconds = (System.nanoTime() - start) / 1e9;
            System.err.println(Numbers.grouped(done) + " of " + Numbers.grouped(total) + " invoices, "
                    + Numbers.grouped(Math.round(done / seconds)) + "/s, " + details());
        }
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
    public void close() {
        timer.shutdownNow();
        if (bar != null) {
            bar.stepTo(statistics.invoicesDone.sum());
            bar.setExtraMessage(" " + details());
            bar.close();
        }
    }
}
