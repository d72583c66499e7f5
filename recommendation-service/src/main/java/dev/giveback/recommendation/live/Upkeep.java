package dev.giveback.recommendation.live;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done for the models from time to time, on one thread: sums taken anew, snapshots, and the word that it is time to learn. */
public final class Upkeep implements AutoCloseable {
    /** Sums follow a new day, a new product or an erasure after this pause, or ten times as long as they take if that is more. */
    static final Duration REFRESH_PAUSE = Duration.ofSeconds(10);
    /** A snapshot follows an erasure after this pause. */
    static final Duration FORGET_PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final long TICK_MILLIS = 1_000;

    private final Models models;
    private final Shops shops;
    private final Learner learner;
    private final Optional<SnapshotFile> file;
    private final Intervals intervals;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("upkeep-of-models").factory());
    // Of its thread alone.
    private long savedVersion;
    private long savedNanos = System.nanoTime();
    private volatile boolean isSavingBroken;

    /**
     * How often what is done.
     *
     * @param refresh between two refreshes while something is bought
     * @param refreshPause before a refresh that cannot wait
     * @param snapshot between two snapshots
     * @param forgetPause before a snapshot after an erasure
     * @param learns whether programs are learnt
     */
    public record Intervals(
            Duration refresh, Duration refreshPause, Duration snapshot, Duration forgetPause, boolean learns) {
        /** With the pauses that are stated. */
        public static Intervals of(Duration refresh, Duration snapshot, boolean learns) {
            return new Intervals(refresh, REFRESH_PAUSE, snapshot, FORGET_PAUSE, learns);
        }
    }

    private Upkeep(Models models, Shops shops, Learner learner, Optional<SnapshotFile> file, Intervals intervals) {
        this.models = models;
        this.shops = shops;
        this.learner = learner;
        this.file = file;
        this.intervals = intervals;
    }

    /** Reads what the file has, and starts. */
    public static Upkeep start(
            Models models,
            Shops shops,
            Learner learner,
            Optional<SnapshotFile> file,
            Intervals intervals,
            MeterRegistry meters) {
        Upkeep upkeep = new Upkeep(models, shops, learner, file, intervals);
        file.flatMap(SnapshotFile::read).ifPresent(models::restore);
        learner.useWhatIsKnown();
        Gauge.builder("giveback.recommendation.snapshot.failing", () -> upkeep.isSavingBroken ? 1 : 0)
                .description("1 while snapshots cannot be written.")
                .register(meters);
        // It never fails, and ends with its thread.
        var unused =
                upkeep.thread.scheduleWithFixedDelay(upkeep::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
        return upkeep;
    }

    private void tick() {
        try {
            models.refreshWhereDue(intervals.refresh(), intervals.refreshPause());
            learner.useWhatIsKnown();
            if (isSnapshotDue()) {
                save();
            }
            if (intervals.learns() && shops.isReady()) {
                learner.learnWhereDue();
            }
        } catch (RuntimeException | Error e) {
            // Whatever got out would end the upkeep without a word.
            LOG.error("The upkeep of models failed; it is tried again.", e);
        }
    }

    private boolean isSnapshotDue() {
        long since = System.nanoTime() - savedNanos;
        boolean forgets = models.forgottenVersion() > savedVersion;
        return models.version() > savedVersion
                && since >= (forgets ? intervals.forgetPause() : intervals.snapshot()).toNanos();
    }

    private void save() {
        if (file.isEmpty()) {
            return;
        }
        // What failed is tried again after the same pause.
        savedNanos = System.nanoTime();
        try {
            savedVersion = models.copyTo(file.get());
            savedNanos = System.nanoTime();
            if (isSavingBroken) {
                LOG.info("Snapshots of the models can be written again.");
            }
            isSavingBroken = false;
        } catch (IOException | RuntimeException | Error e) {
            if (!isSavingBroken) {
                LOG.warn("A snapshot of the models could not be written; it is tried again: {}", e.toString());
            }
            isSavingBroken = true;
        }
    }

    /** Ends and writes a last snapshot, if anything is new. */
    @Override
    public void close() {
        try {
            Future<?> last = thread.submit(() -> {
                if (models.version() > savedVersion) {
                    save();
                }
            });
            thread.shutdown();
            last.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("The last snapshot of the models was not written: {}", String.valueOf(e.getCause()));
        }
    }
}
