package dev.giveback.recommendation.feed;

import static dev.giveback.recommendation.feed.RunningModels.TODAY;
import static dev.giveback.recommendation.feed.RunningModels.until;
import static dev.giveback.recommendation.feed.ShopJournal.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.live.FeedPoint;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.live.ModelWriter;
import dev.giveback.recommendation.live.News;
import dev.giveback.recommendation.live.ProgramFacts;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models that are built anew are compared with those in use, and then used. */
final class RebuildTest {
    private static final ShopEvent TEA =
            new ShopEvent.ProductChanged(new Product("tea", "Tea", "A", List.of(), 5, true));

    private final ShopJournal journal = new RandomJournal(5).write(600).journal;
    private MemoryJournal loyalty;
    private RunningModels node;

    @BeforeEach
    void start() throws Exception {
        loyalty = MemoryJournal.of(journal);
        node = RunningModels.start(loyalty, null).caughtUp(journal);
        node.models.write("shop", List.of(TEA));
    }

    @AfterEach
    void stop() throws Exception {
        node.close();
        loyalty.close();
    }

    private Rebuild.Outcome rebuild(Rebuild.CatalogueReader catalogue) throws IOException, InterruptedException {
        return new Rebuild(node.journal, node.models, catalogue, node.meters)
                .run(
                        node.models.openShadow().orElseThrow(),
                        AdminContext.getDefaultInstance(),
                        events -> {},
                        () -> false);
    }

    private static void catalogue(ModelWriter to, BooleanSupplier isCancelled) throws InterruptedException {
        to.write("shop", List.of(TEA));
    }

    private LiveShop shop() {
        return node.shops.find("shop").orElseThrow();
    }

    @Test
    void withoutADifferenceItIsUsedAndGoesOn() throws Exception {
        LiveShop before = shop();
        long digest = node.models.digest("shop").orElseThrow();

        assertThat(rebuild(RebuildTest::catalogue)).isEqualTo(new Rebuild.Outcome(1, List.of()));

        assertThat(shop().model()).isNotSameAs(before.model());
        assertThat(node.models.digest("shop")).hasValue(digest);
        assertThat(shop().recommender().day()).isEqualTo(before.recommender().day());
        journal.bought("new", TODAY, line("tea", 1, 100));
        node.caughtUp(journal);
        assertThat(shop().model().knowsCustomer("new")).isTrue();
        assertThat(rebuild(RebuildTest::catalogue).different()).isEmpty();
    }

    @Test
    void aPlantedDifferenceIsFoundAndIsGoneAfterwards() throws Exception {
        shop().model()
                .apply(
                        new ShopEvent.Bought("planted", TODAY, List.of(new ShopEvent.Line("tea", 1))),
                        shop().model().position());

        assertThat(rebuild(RebuildTest::catalogue)).isEqualTo(new Rebuild.Outcome(1, List.of("shop")));

        assertThat(shop().model().knowsCustomer("planted")).isFalse();
        assertThat(rebuild(RebuildTest::catalogue).different()).isEmpty();
        assertThat(node.meters
                        .get("giveback.recommendation.rebuilds")
                        .tag("outcome", "different")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void aProgramThatNeitherJournalNorCatalogueHasIsGone() throws Exception {
        ProgramFacts facts = new ProgramFacts(ZoneId.of("UTC"), "GBP");
        FeedPoint point = node.models.point();
        node.models.take(List.of(new News(
                point.last(), point.token(), point.chainHash(), point.recordMillis(), "planted", facts, List.of())));
        node.models.write("planted", List.of(TEA));

        assertThat(rebuild(RebuildTest::catalogue).different()).containsExactly("planted");
        assertThat(node.shops.find("planted")).isEmpty();
        assertThat(node.shops.find("shop")).isPresent();
    }

    @Test
    void aDifferenceInTheCatalogueIsFound() throws Exception {
        assertThat(rebuild((to, isCancelled) -> {}).different()).containsExactly("shop");
        assertThat(shop().model().product("tea")).isNull();
    }

    @Test
    void whatTheCatalogueChangesMeanwhileIsNotLost() throws Exception {
        Product changed = new Product("tea", "Green tea", "B", List.of(), 7, false);
        Rebuild.Outcome outcome = rebuild((to, isCancelled) -> {
            node.models.write("shop", List.of(new ShopEvent.ProductChanged(changed)));
            // What was read before comes after it.
            catalogue(to, isCancelled);
        });

        assertThat(outcome.different()).isEmpty();
        assertThat(shop().model().product("tea")).isEqualTo(changed);
    }

    @Test
    void whatIsBoughtMeanwhileIsNotLost() throws Exception {
        Rebuild.Outcome outcome = rebuild((to, isCancelled) -> {
            catalogue(to, isCancelled);
            for (int i = 0; i < 300; i++) {
                journal.bought("m" + i, TODAY, line("tea", 1, 100));
            }
            until(
                    "some of it",
                    () -> node.shops.find("shop").orElseThrow().model().knowsCustomer("m0"));
        });
        assertThat(outcome.different()).isEmpty();
        node.caughtUp(journal);
        assertThat(shop().model().knowsCustomer("m299")).isTrue();
        assertThat(rebuild(RebuildTest::catalogue).different()).isEmpty();
    }

    @Test
    void cancelledItLeavesWhatIsInUse() throws Exception {
        LiveShop before = shop();
        assertThatThrownBy(() -> new Rebuild(node.journal, node.models, RebuildTest::catalogue, node.meters)
                        .run(
                                node.models.openShadow().orElseThrow(),
                                AdminContext.getDefaultInstance(),
                                events -> {},
                                () -> true))
                .isInstanceOf(CancellationException.class);

        assertThat(shop()).isSameAs(before);
        assertThat(rebuild(RebuildTest::catalogue).different()).isEmpty();
    }

    @Test
    void withoutLoyaltyItFailsAndLeavesWhatIsInUse() throws Exception {
        LiveShop before = shop();
        loyalty.goAway();
        assertThatThrownBy(() -> rebuild(RebuildTest::catalogue))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("could not be read");
        loyalty.comeBack();

        assertThat(shop()).isSameAs(before);
        assertThat(node.models.openShadow()).isPresent();
        assertThat(node.models.openShadow()).isEmpty();
    }

    @Test
    void theJournalIsOpenedAfterTheCatalogueWasRead() throws Exception {
        loyalty.tokens().clear();
        assertThatThrownBy(() -> rebuild((to, isCancelled) -> {
                    throw new IOException("away");
                }))
                .hasMessage("away");
        assertThat(loyalty.tokens()).isEmpty();
        assertThat(node.models.openShadow()).isPresent();
    }
}
