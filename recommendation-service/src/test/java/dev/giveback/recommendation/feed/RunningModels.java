package dev.giveback.recommendation.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.recommendation.domain.TreeTrainer;
import dev.giveback.recommendation.live.Learner;
import dev.giveback.recommendation.live.ModelDirectory;
import dev.giveback.recommendation.live.Models;
import dev.giveback.recommendation.live.Shops;
import dev.giveback.recommendation.live.Upkeep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A node's models with all that keeps them, without its gRPC services: short pauses, and a clock that stands. */
final class RunningModels implements AutoCloseable {
    static final Instant NOW = Instant.parse("2011-10-03T12:00:00Z");
    static final int TODAY = 15_250;

    final Switch rest = new Switch();
    final Shops shops = new Shops();
    final MeterRegistry meters = new SimpleMeterRegistry();
    final Models models;
    final Journal journal;
    final Learner learner;
    private final @Nullable ModelDirectory directory;
    private final Upkeep upkeep;
    private final JournalFollower follower;

    /** Whoever has it rest, and learns when it is current. */
    static final class Switch implements Rest {
        private volatile boolean wanted;
        private volatile boolean current;
        private volatile long upToMillis;

        void want(boolean now) {
            wanted = now;
        }

        boolean isCurrent() {
            return current;
        }

        long upToMillis() {
            return upToMillis;
        }

        @Override
        public boolean isWanted() {
            return wanted;
        }

        @Override
        public void current() {
            current = true;
        }

        @Override
        public void upTo(long recordMillis) {
            upToMillis = recordMillis;
        }
    }

    private RunningModels(MemoryJournal loyalty, @Nullable Path path, Duration snapshotInterval, boolean learns) {
        InstantSource clock = InstantSource.fixed(NOW);
        models = new Models(shops, clock);
        directory = path == null ? null : ModelDirectory.open(path);
        Optional<ModelDirectory> files = Optional.ofNullable(directory);
        learner = Learner.start(models, shops, TreeTrainer.NONE, clock, files.map(ModelDirectory::lessons));
        upkeep = Upkeep.start(
                models,
                shops,
                learner,
                files.map(ModelDirectory::models),
                new Upkeep.Intervals(
                        Duration.ofHours(1), Duration.ofMillis(10), snapshotInterval, Duration.ofMillis(10), learns),
                meters);
        journal = new Journal(loyalty.channel(), Duration.ofSeconds(5));
        follower = JournalFollower.start(journal, models, meters, clock, Duration.ofMillis(20), rest);
        models.catalogueRead();
    }

    static RunningModels start(MemoryJournal loyalty, @Nullable Path path) {
        return new RunningModels(loyalty, path, Duration.ofHours(1), false);
    }

    static RunningModels learning(MemoryJournal loyalty, @Nullable Path path) {
        return new RunningModels(loyalty, path, Duration.ofHours(1), true);
    }

    /** Waits until it is ready and has the last event. */
    RunningModels caughtUp(ShopJournal journal) {
        String last = journal.messages().getLast().getResumeToken();
        until("caught up", () -> shops.isReady() && models.point().token().equals(last));
        return this;
    }

    /** Waits until something is so. */
    static void until(String what, BooleanSupplier isSo) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!isSo.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within 20 s: %s", what).isLessThan(end);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    double gauge(String name) {
        return meters.get("giveback.recommendation." + name).gauge().value();
    }

    double events() {
        return meters.get("giveback.recommendation.feed.events").counter().count();
    }

    @Override
    public void close() throws IOException {
        follower.close();
        models.close();
        upkeep.close();
        learner.close();
        if (directory != null) {
            directory.close();
        }
    }
}
