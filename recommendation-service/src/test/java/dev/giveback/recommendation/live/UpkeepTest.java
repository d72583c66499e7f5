package dev.giveback.recommendation.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.domain.ShopEvent.Line;
import dev.giveback.recommendation.domain.TreeTrainer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The upkeep goes on after whatever goes wrong. */
final class UpkeepTest {
    private static final Instant NOW = Instant.parse("2011-10-03T12:00:00Z");

    @TempDir
    private Path directory;

    private final AtomicBoolean breaks = new AtomicBoolean();
    private final CountDownLatch broken = new CountDownLatch(1);
    private final MeterRegistry meters = new SimpleMeterRegistry();

    private Instant now() {
        if (breaks.compareAndSet(true, false)) {
            broken.countDown();
            throw new NoClassDefFoundError("planted");
        }
        return NOW;
    }

    @Test
    void afterAnErrorASnapshotIsWrittenAllTheSame() throws Exception {
        Shops shops = new Shops();
        Models models = new Models(shops, this::now);
        models.take(List.of(new News(
                new FeedPlace(1, 1),
                "1:1",
                "a",
                0,
                "shop",
                new ProgramFacts(ZoneId.of("UTC"), "GBP"),
                List.of(new ShopEvent.Bought("ann", 15_250, List.of(new Line("tea", 1)))))));
        breaks.set(true);
        Upkeep.Intervals often =
                new Upkeep.Intervals(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, false);
        Optional<SnapshotFile> file = Optional.of(new SnapshotFile(directory));
        try (Learner learner = Learner.start(models, shops, TreeTrainer.NONE, () -> NOW, Optional.empty());
                Upkeep upkeep = Upkeep.start(models, shops, learner, file, often, meters)) {
            assertThat(upkeep).isNotNull();
            assertThat(broken.await(20, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 2_000 && Files.notExists(directory.resolve("models")); i++) {
                Thread.sleep(5);
            }
            assertThat(directory.resolve("models")).exists();
        }
    }
}
