package dev.giveback.recommendation.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.domain.ShopEvent.Line;
import dev.giveback.recommendation.domain.TreeTrainer;
import dev.giveback.recommendation.domain.Trees;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a program is learnt, one at a time, and that a restart does not learn again. */
final class LearnerTest {
    private static final ZoneId UTC = ZoneId.of("UTC");

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2011-10-03T12:00:00Z"));
    private final InstantSource clock = now::get;
    private final Shops shops = new Shops();
    private final Models models = new Models(shops, clock);
    private final AtomicInteger trained = new AtomicInteger();
    private int ordering;

    private int today() {
        return Math.toIntExact(clock.instant().atZone(UTC).toLocalDate().toEpochDay());
    }

    private void take(String program, ShopEvent... events) {
        ordering++;
        models.take(List.of(new News(
                new FeedPlace(1, ordering),
                "1:" + ordering,
                "",
                0,
                program,
                new ProgramFacts(UTC, "GBP"),
                List.of(events))));
    }

    /** Everybody buys each week, for so many days until yesterday. */
    private void shop(String program, int days) {
        for (int day = days; day > 0; day--) {
            String customer = "c" + day % 7;
            take(
                    program,
                    new ShopEvent.Bought(
                            customer, today() - day, List.of(new Line("p" + day % 5, 1), new Line("q", 1))));
        }
        refresh();
    }

    private void refresh() {
        models.refreshWhereDue(Duration.ZERO, Duration.ZERO);
    }

    private Trees trees() {
        trained.incrementAndGet();
        Trees.Builder trees = new Trees.Builder();
        trees.tree(3);
        trees.inner(0, 0, 0.5f, 1, 2, 2);
        trees.leaf(1, -1);
        trees.leaf(2, 1);
        return trees.build();
    }

    private Learner learner(boolean keeps) {
        return Learner.start(
                models,
                shops,
                lessons -> Optional.of(trees()),
                clock,
                keeps ? Optional.of(new LessonFile(directory)) : Optional.empty());
    }

    private static void settle(Learner learner) throws Exception {
        // One thread: what is asked for last ends last.
        while (learner.isBusy()) {
            Thread.sleep(5);
        }
    }

    private LiveShop find(String program) {
        return shops.find(program).orElseThrow();
    }

    @Test
    void aShopThatIsTooYoungLearnsNothing() throws Exception {
        shop("shop", 20);
        try (Learner learner = learner(false)) {
            learner.learnWhereDue();
            settle(learner);
            assertThat(learner.learnt("shop")).isEmpty();
            assertThat(learner.oldestSeconds()).isNaN();
            assertThat(learner.learn(find("shop")).orElseThrow().get()).isFalse();
        }
    }

    @Test
    void itLearnsOnceADayAndTheResultIsUsed() throws Exception {
        shop("shop", 100);
        try (Learner learner = learner(false)) {
            learner.learnWhereDue();
            settle(learner);
            assertThat(find("shop").recommender().learnt())
                    .isSameAs(learner.learnt("shop").orElseThrow());
            assertThat(learner.learnt("shop").orElseThrow().trial(Mode.ALL).customers())
                    .isPositive();
            int first = trained.get();
            assertThat(first).isPositive();

            learner.learnWhereDue();
            settle(learner);
            assertThat(trained.get()).isEqualTo(first);

            now.set(clock.instant().plus(Duration.ofDays(1)));
            refresh();
            assertThat(learner.oldestSeconds()).isEqualTo(86_400);
            learner.learnWhereDue();
            settle(learner);
            assertThat(trained.get()).isGreaterThan(first);
            assertThat(learner.learnt("shop").orElseThrow().day()).isEqualTo(today());
        }
    }

    @Test
    void aRestartUsesWhatWasLearntAndLearnsNothing() throws Exception {
        shop("shop", 200);
        try (Learner learner = learner(true)) {
            learner.learnWhereDue();
            settle(learner);
        }
        int first = trained.get();
        var learnt = find("shop").recommender().learnt();
        find("shop")
                .recommender()
                .use(new dev.giveback.recommendation.domain.Recommender(
                                find("shop").model(), 1)
                        .learnt());
        try (Learner again = learner(true)) {
            again.useWhatIsKnown();
            again.learnWhereDue();
            settle(again);
            assertThat(trained.get()).isEqualTo(first);
            for (Mode mode : Mode.values()) {
                assertThat(find("shop").recommender().learnt().weightsByStrategy(mode))
                        .isEqualTo(learnt.weightsByStrategy(mode));
                assertThat(find("shop").recommender().learnt().trial(mode)).isEqualTo(learnt.trial(mode));
                assertThat(find("shop").recommender().learnt().byTrees(mode)).isEqualTo(learnt.byTrees(mode));
            }
            assertThat(find("shop").recommender().learnt().day()).isEqualTo(learnt.day());
        }
    }

    @Test
    void aDamagedFileOfLessonsIsPassedOver() throws Exception {
        Files.write(directory.resolve("lessons"), new byte[100]);
        shop("shop", 100);
        try (Learner learner = learner(true)) {
            assertThat(learner.learnt("shop")).isEmpty();
            learner.learnWhereDue();
            settle(learner);
            assertThat(learner.learnt("shop")).isPresent();
        }
        assertThat(new LessonFile(directory).read()).containsOnlyKeys("shop");
    }

    @Test
    void oneAtATimeAndAProgramOnce() throws Exception {
        shop("one", 100);
        shop("two", 100);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger atOnce = new AtomicInteger();
        TreeTrainer slow = lessons -> {
            assertThat(atOnce.incrementAndGet()).isEqualTo(1);
            try {
                assertThat(goOn.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            atOnce.decrementAndGet();
            return Optional.empty();
        };
        try (Learner learner = Learner.start(models, shops, slow, clock, Optional.empty())) {
            List<CompletableFuture<Boolean>> asked = new ArrayList<>();
            learner.learn(find("one")).ifPresent(asked::add);
            learner.learn(find("two")).ifPresent(asked::add);
            assertThat(learner.learn(find("one"))).isEmpty();
            goOn.countDown();
            for (CompletableFuture<Boolean> each : asked) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isTrue();
            }
            assertThat(learner.learn(find("one"))).isPresent();
        }
    }

    @Test
    void aBugIsToldAndWhatWasLearntStays() throws Exception {
        shop("shop", 100);
        TreeTrainer broken = lessons -> {
            throw new IllegalStateException("broken");
        };
        var before = find("shop").recommender().learnt();
        try (Learner learner = Learner.start(models, shops, broken, clock, Optional.empty())) {
            assertThat(learner.learn(find("shop")).orElseThrow())
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableThat()
                    .withMessageContaining("broken");
            assertThat(find("shop").recommender().learnt()).isSameAs(before);
            assertThat(learner.isBusy()).isFalse();
        }
    }

    @Test
    void whatFailedIsTriedAgainOnAnotherDay() throws Exception {
        shop("shop", 100);
        AtomicInteger tried = new AtomicInteger();
        TreeTrainer broken = lessons -> {
            tried.incrementAndGet();
            throw new IllegalStateException("broken");
        };
        try (Learner learner = Learner.start(models, shops, broken, clock, Optional.empty())) {
            for (int second = 0; second < 3; second++) {
                learner.learnWhereDue();
                settle(learner);
            }
            assertThat(tried).hasValue(1);

            now.set(clock.instant().plus(Duration.ofDays(1)));
            // A refresh pauses for ten times as long as the one before took.
            for (int i = 0; i < 1_000 && find("shop").recommender().day() < today(); i++) {
                refresh();
                Thread.sleep(5);
            }
            learner.learnWhereDue();
            settle(learner);
            assertThat(tried).hasValue(2);
        }
    }
}
