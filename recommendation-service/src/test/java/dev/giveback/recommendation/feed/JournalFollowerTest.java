package dev.giveback.recommendation.feed;

import static dev.giveback.recommendation.feed.RunningModels.TODAY;
import static dev.giveback.recommendation.feed.RunningModels.until;
import static dev.giveback.recommendation.feed.ShopJournal.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.platform.lifecycle.StartupException;
import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.Request;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.live.ModelDirectory;
import dev.giveback.recommendation.live.Models;
import dev.giveback.recommendation.live.Shops;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node follows the journal through whatever happens. */
final class JournalFollowerTest {
    @TempDir
    private Path directory;

    private final ShopJournal journal = new ShopJournal()
            .program("shop", "Europe/London")
            .bought("anna", TODAY - 3, line("tea", 2, 250), line("cup", 1, 500))
            .bought("bob", TODAY - 2, line("tea", 1, 250))
            .bought("cid", TODAY - 1, line("soap", 1, 100));
    private MemoryJournal loyalty;

    @BeforeEach
    void start() throws Exception {
        loyalty = MemoryJournal.of(journal);
    }

    @AfterEach
    void stop() {
        loyalty.close();
    }

    private static LiveShop shop(RunningModels node) {
        return node.shops.find("shop").orElseThrow();
    }

    private static List<String> products(RunningModels node, String customer, Mode mode) {
        return shop(node).recommender().recommend(Request.of(customer, mode, 10)).stream()
                .map(recommendation -> recommendation.product())
                .toList();
    }

    @Test
    void aNodeIsReadyWhenItHasReadToTheEndAndKnowsWhatWasBoughtLater() throws Exception {
        try (RunningModels node = RunningModels.start(loyalty, null).caughtUp(journal)) {
            assertThat(shop(node).zone()).isEqualTo(ZoneId.of("Europe/London"));
            assertThat(shop(node).currencyCode()).isEqualTo("GBP");
            assertThat(shop(node).recommender().day()).isEqualTo(TODAY);
            assertThat(products(node, "anna", Mode.AGAIN)).containsExactlyInAnyOrder("tea", "cup");
            assertThat(node.events()).isEqualTo(4);

            journal.bought("anna", TODAY, line("soap", 1, 100)).program("shop", "Europe/Paris");
            node.caughtUp(journal);

            assertThat(products(node, "anna", Mode.AGAIN)).containsExactlyInAnyOrder("tea", "cup", "soap");
            assertThat(shop(node).zone()).isEqualTo(ZoneId.of("Europe/Paris"));
            assertThat(node.gauge("feed.lag")).isZero();
        }
    }

    @Test
    void aNodeThatRestsLearnsNothingAndAllOfItWhenItGoesOn() throws Exception {
        try (RunningModels node = RunningModels.start(loyalty, null).caughtUp(journal);
                RunningModels other = RunningModels.start(loyalty, null).caughtUp(journal)) {
            node.rest.want(true);
            // It takes nothing in once it has left the stream, which is after a look at most.
            until("left", () -> loyalty.readers() == 1);
            journal.bought("anna", TODAY, line("soap", 1, 100));
            other.caughtUp(journal);

            assertThat(products(other, "anna", Mode.AGAIN)).contains("soap");
            assertThat(products(node, "anna", Mode.AGAIN)).containsExactlyInAnyOrder("tea", "cup");
            assertThat(node.shops.isReady()).isTrue();

            node.rest.want(false);
            node.caughtUp(journal);
            assertThat(products(node, "anna", Mode.AGAIN)).containsExactlyInAnyOrder("tea", "cup", "soap");
            assertThat(node.rest.upToMillis()).isPositive();
            until("current", node.rest::isCurrent);
        }
    }

    @Test
    void withoutLoyaltyANodeIsNotReadyAndWithItComesUp() throws Exception {
        loyalty.goAway();
        try (RunningModels node = RunningModels.start(loyalty, null)) {
            until(
                    "lost",
                    () -> node.meters
                                    .get("giveback.recommendation.feed.losses")
                                    .counter()
                                    .count()
                            == 1);
            assertThat(node.shops.isReady()).isFalse();
            loyalty.comeBack();
            node.caughtUp(journal);
        }
    }

    @Test
    void anEmptyJournalIsReadAtOnce() throws Exception {
        loyalty.replace(new ShopJournal());
        try (RunningModels node = RunningModels.start(loyalty, null)) {
            until("ready", node.shops::isReady);
            assertThat(node.shops.find("shop")).isEmpty();
        }
    }

    @Test
    void aLostFeedGoesOnAfterTheLastEventAndWhatComesTwiceCountsOnce() throws Exception {
        try (RunningModels node = RunningModels.start(loyalty, null).caughtUp(journal);
                RunningModels whole = RunningModels.start(loyalty, null).caughtUp(journal)) {
            loyalty.goAway();
            until(
                    "lost",
                    () -> node.meters
                                    .get("giveback.recommendation.feed.losses")
                                    .counter()
                                    .count()
                            == 1);
            assertThat(node.shops.isReady()).isTrue();
            journal.bought("anna", TODAY, line("tea", 1, 250)).refunded("anna", TODAY - 3, line("tea", 2, 250));
            loyalty.comeBack();
            node.caughtUp(journal);
            whole.caughtUp(journal);

            assertThat(loyalty.tokens()).contains(journal.messages().get(2).getResumeToken());
            assertThat(node.events()).isEqualTo(6);
            assertThat(node.models.digest("shop")).isEqualTo(whole.models.digest("shop"));
            assertThat(products(node, "anna", Mode.AGAIN)).containsExactlyInAnyOrder("tea", "cup");
        }
    }

    @Test
    void aRestartGoesOnFromTheSnapshot() throws Exception {
        long digest;
        try (RunningModels node = RunningModels.start(loyalty, directory).caughtUp(journal)) {
            digest = node.models.digest("shop").orElseThrow();
        }
        journal.bought("dora", TODAY, line("tea", 1, 250));
        loyalty.tokens().clear();
        try (RunningModels again = RunningModels.start(loyalty, directory).caughtUp(journal);
                RunningModels fresh = RunningModels.start(loyalty, null).caughtUp(journal)) {
            assertThat(loyalty.tokens().getFirst())
                    .isEqualTo(journal.messages().get(2).getResumeToken());
            assertThat(again.events()).isEqualTo(1);
            assertThat(again.models.digest("shop").orElseThrow()).isNotEqualTo(digest);
            assertThat(again.models.digest("shop")).isEqualTo(fresh.models.digest("shop"));
            assertThat(products(again, "anna", Mode.ALL)).isEqualTo(products(fresh, "anna", Mode.ALL));
        }
    }

    @Test
    void aDamagedSnapshotIsPassedOver() throws Exception {
        try (RunningModels node = RunningModels.start(loyalty, directory).caughtUp(journal)) {
            assertThat(node.shops.isReady()).isTrue();
        }
        Path file = directory.resolve("models");
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += 61) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            assertThat(read()).as("byte %s", at).isFalse();
        }
        Files.write(file, Arrays.copyOf(whole, whole.length - 9));
        assertThat(read()).isFalse();
        Files.write(file, new byte[0]);
        try (RunningModels again = RunningModels.start(loyalty, directory).caughtUp(journal)) {
            assertThat(again.events()).isEqualTo(4);
        }
        Files.write(file, whole);
        assertThat(read()).isTrue();
    }

    private boolean read() throws Exception {
        loyalty.goAway();
        try (RunningModels node = RunningModels.start(loyalty, directory)) {
            return node.shops.find("shop").isPresent();
        } finally {
            loyalty.comeBack();
        }
    }

    @Test
    void anotherJournalIsReadFromItsBeginning() throws Exception {
        ShopJournal other = new ShopJournal("other")
                .program("shop", "Europe/London")
                .bought("eve", TODAY - 3, line("towel", 2, 250))
                .bought("eve", TODAY - 2, line("towel", 2, 250))
                .bought("eve", TODAY - 2, line("towel", 2, 250));
        assertIsReadAnew(other);
    }

    @Test
    void aJournalThatEndsEarlierIsReadFromItsBeginning() throws Exception {
        assertIsReadAnew(journal.first(2));
    }

    @Test
    void anEmptyJournalInPlaceOfTheOldOneLeavesNothing() throws Exception {
        try (RunningModels node = RunningModels.start(loyalty, directory).caughtUp(journal)) {
            assertThat(node.shops.isReady()).isTrue();
        }
        loyalty.replace(new ShopJournal());
        try (RunningModels again = RunningModels.start(loyalty, directory)) {
            until("ready", again.shops::isReady);
            assertThat(again.shops.find("shop")).isEmpty();
        }
    }

    private void assertIsReadAnew(ShopJournal other) throws Exception {
        try (RunningModels node = RunningModels.start(loyalty, directory).caughtUp(journal)) {
            node.models.write(
                    "shop", List.of(new ShopEvent.ProductChanged(new Product("new", "New", "A", List.of(), 5, true))));
            loyalty.replace(other);
            loyalty.goAway();
            loyalty.comeBack();
            until(
                    "without bob",
                    () -> node.shops
                            .find("shop")
                            .filter(shop -> !shop.model().knowsCustomer("bob"))
                            .isPresent());
            node.caughtUp(other);
            assertThat(products(node, "bob", Mode.AGAIN)).isEmpty();
            assertThat(shop(node).model().product("new")).isNotNull();
        }
        // The old journal is the other one to what was kept.
        loyalty.replace(journal);
        try (RunningModels again = RunningModels.start(loyalty, directory).caughtUp(journal);
                RunningModels fresh = RunningModels.start(loyalty, null).caughtUp(journal)) {
            assertThat(again.events()).isPositive();
            assertThat(again.models.digest("shop")).isEqualTo(fresh.models.digest("shop"));
        }
    }

    @Test
    void aPlaceThatIsRefusedBeginsAnew() throws Exception {
        try (RunningModels node = RunningModels.start(loyalty, directory).caughtUp(journal)) {
            assertThat(node.shops.isReady()).isTrue();
        }
        loyalty.refuseTokens();
        try (RunningModels again = RunningModels.start(loyalty, directory).caughtUp(journal)) {
            assertThat(again.events()).isEqualTo(4);
        }
    }

    @Test
    void whatCannotBeReadStopsTheFeedAndAnswersStay() throws Exception {
        try (RunningModels node = RunningModels.start(loyalty, null).caughtUp(journal)) {
            assertThat(node.gauge("feed.stopped")).isZero();
            journal.bought("dora", TODAY, line("tea", 1, 250))
                    .unreadable("eve")
                    .bought("fay", TODAY, line("tea", 1, 250));
            until("stopped", () -> node.gauge("feed.stopped") == 1);

            assertThat(node.models.point().token())
                    .isEqualTo(journal.messages().get(4).getResumeToken());
            assertThat(products(node, "dora", Mode.AGAIN)).containsExactly("tea");
            assertThat(node.shops.isReady()).isTrue();
        }
        try (RunningModels starting = RunningModels.start(loyalty, null)) {
            until("stopped", () -> starting.gauge("feed.stopped") == 1);
            assertThat(starting.shops.isReady()).isFalse();
        }
    }

    @Test
    void whatWasTakenInByHalfIsReadAnewFromTheBeginning() throws Exception {
        AtomicInteger errors = new AtomicInteger();
        Shops shops = new Shops();
        Models models = new Models(shops, () -> {
            if (errors.getAndIncrement() < 2) {
                throw new OutOfMemoryError("planted");
            }
            return RunningModels.NOW;
        });
        models.catalogueRead();
        try (JournalFollower follower = JournalFollower.start(
                        new Journal(loyalty.channel(), Duration.ofSeconds(5)),
                        models,
                        new SimpleMeterRegistry(),
                        InstantSource.fixed(RunningModels.NOW),
                        Duration.ofMillis(20),
                        new RunningModels.Switch());
                RunningModels whole = RunningModels.start(loyalty, null).caughtUp(journal)) {
            assertThat(follower).isNotNull();
            until("ready", shops::isReady);
            assertThat(models.isTorn()).isFalse();
            assertThat(errors).hasValueGreaterThan(2);
            assertThat(models.digest("shop")).isEqualTo(whole.models.digest("shop"));
            assertThat(loyalty.tokens()).startsWith("", "");
        }
    }

    @Test
    void afterAnErasureSumsAndFileAreMadeAnewSoon() throws Exception {
        try (RunningModels node = RunningModels.start(loyalty, directory).caughtUp(journal)) {
            assertThat(products(node, "nobody", Mode.ALL)).first().isEqualTo("tea");
            journal.bought("cid", TODAY - 1, line("soap", 1, 100), line("towel", 1, 100))
                    .erased("anna")
                    .erased("bob");
            node.caughtUp(journal);
            until(
                    "sums without the erased",
                    () -> !products(node, "nobody", Mode.ALL).getFirst().equals("tea"));
            until("a file without the erased", () -> !fileHas("anna") && !fileHas("bob") && fileHas("cid"));
        }
    }

    private boolean fileHas(String text) {
        try {
            Path file = directory.resolve("models");
            return Files.exists(file)
                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aShopThatRestsIsAskedAsOfTheDayAfterItsLastPurchase() throws Exception {
        ShopJournal old =
                new ShopJournal().program("shop", "Europe/London").bought("anna", TODAY - 29, line("tea", 1, 1));
        loyalty.replace(old);
        try (RunningModels node = RunningModels.start(loyalty, null).caughtUp(old)) {
            assertThat(shop(node).recommender().day()).isEqualTo(TODAY - 28);
            old.bought("anna", TODAY - 28, line("tea", 1, 1));
            node.caughtUp(old);
            until("today", () -> shop(node).recommender().day() == TODAY);
        }
    }

    @Test
    void aDirectoryIsOneNodesAlone() throws Exception {
        try (RunningModels node = RunningModels.start(loyalty, directory).caughtUp(journal)) {
            assertThat(node.shops.isReady()).isTrue();
            assertThatThrownBy(() -> ModelDirectory.open(directory))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("is another node's");
        }
        ModelDirectory.open(directory).close();
        Path file = Files.createFile(directory.resolve("file"));
        assertThatThrownBy(() -> ModelDirectory.open(file)).isInstanceOf(StartupException.class);
    }
}
