package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.v1.Preferences;
import dev.giveback.loyalty.v1.Purpose;
import dev.giveback.recommendation.v1.Mode;
import dev.giveback.recommendation.v1.Personalization;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What customers do and say is seen in their next recommendations: the gateway, the three services and a real PostgreSQL. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RecommendationEndToEndTest {
    private static final int PURCHASES = 20;

    private final WholePath path = WholePath.start();
    private final RecommendationShop shop = new RecommendationShop(path.gateway());

    @BeforeAll
    void open() throws Exception {
        shop.create();
        RecommendationShop.await("the program is known", () -> shop.model().getPurchases() == 0);
        assertThat(shop.brings("ball", "toys", "kite", "toys", "rose", "garden", "spade", "garden")
                        .getAddedCount())
                .isEqualTo(4);
        for (int purchase = 0; purchase < PURCHASES; purchase++) {
            var unused = shop.brings("novelty-" + purchase, "novelties");
        }
        shop.buys("visitor-1", "v1", "ball", "kite");
        shop.buys("visitor-2", "v2", "ball", "rose");
        shop.buys("visitor-3", "v3", "spade", "rose");
        RecommendationShop.await("three orders are known", () -> shop.model().getCustomers() >= 3);
        RecommendationShop.await(
                "the whole catalogue can be recommended",
                () -> shop.products("a-visitor", Mode.MODE_ANY)
                        .containsAll(List.of("ball", "novelty-0", "novelty-19")));
    }

    @AfterAll
    void stop() {
        path.close();
    }

    private boolean owns(String customer, String product) {
        return shop.products(customer, Mode.MODE_BUY_AGAIN).contains(product);
    }

    @Test
    void aPurchaseChangesThisCustomersNextAnswer() throws Exception {
        long[] nanos = new long[PURCHASES];
        for (int purchase = 0; purchase < PURCHASES; purchase++) {
            String product = "novelty-" + purchase;
            assertThat(owns("anna", product)).isFalse();

            shop.buys("anna", "anna-" + purchase, product);

            long answered = System.nanoTime();
            RecommendationShop.await(product + " counts", () -> owns("anna", product));
            nanos[purchase] = System.nanoTime() - answered;
            assertThat(shop.products("anna", Mode.MODE_ONLY_NEW)).doesNotContain(product);
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "From a checkout's answer to a changed recommendation, %d times: median %.0f ms, longest %.0f ms%n",
                PURCHASES,
                nanos[PURCHASES / 2] / 1e6,
                nanos[PURCHASES - 1] / 1e6);
        assertThat(shop.recommend("anna", Mode.MODE_ANY).getPersonalization())
                .isEqualTo(Personalization.PERSONALIZATION_PERSONAL);
    }

    @Test
    void whoIsErasedIsLikeANewCustomer() throws Exception {
        shop.buys("cyn", "cyn-1", "kite", "spade");
        RecommendationShop.await("the order counts", () -> owns("cyn", "kite"));

        shop.erases("cyn");

        RecommendationShop.await(
                "the erasure counts",
                () -> shop.recommend("cyn", Mode.MODE_ANY).getPersonalization()
                        == Personalization.PERSONALIZATION_NO_HISTORY);
        assertThat(shop.products("cyn", Mode.MODE_BUY_AGAIN)).isEmpty();
        assertThat(shop.products("cyn", Mode.MODE_ANY)).contains("ball");
        assertThat(shop.taste("cyn").getPurchases()).isZero();
    }

    @Test
    void whatWasMergedIsTheTargets() throws Exception {
        shop.buys("dan", "dan-1", "kite");
        shop.buys("eve", "eve-1", "rose");

        shop.merges("dan", "eve");

        RecommendationShop.await("the merge counts", () -> owns("eve", "kite") && owns("eve", "rose"));
        RecommendationShop.await(
                "the source has nothing",
                () -> shop.recommend("dan", Mode.MODE_ANY).getPersonalization()
                        == Personalization.PERSONALIZATION_NO_HISTORY);
    }

    @Test
    void anObjectionToPersonalRecommendationsIsHeededAndCanBeTakenBack() throws Exception {
        shop.buys("fay", "fay-1", "kite");
        RecommendationShop.await("the order counts", () -> owns("fay", "kite"));

        shop.states("fay", objecting(Purpose.PURPOSE_PERSONAL_RECOMMENDATIONS));
        awaitPersonalization("fay", Personalization.PERSONALIZATION_OBJECTED);
        assertThat(shop.taste("fay").getRepeatedPurchasesCount()).isZero();

        shop.states("fay", Preferences.getDefaultInstance());
        awaitPersonalization("fay", Personalization.PERSONALIZATION_PERSONAL);
        assertThat(owns("fay", "kite")).isTrue();
    }

    @Test
    void anObjectionToLearningForgetsWhatWasBoughtForGood() throws Exception {
        shop.buys("gil", "gil-1", "kite");
        RecommendationShop.await("the order counts", () -> owns("gil", "kite"));

        shop.states("gil", objecting(Purpose.PURPOSE_LEARNING_FROM_PURCHASES));
        RecommendationShop.await("the objection counts", () -> shop.taste("gil").getPurchases() == 0);
        shop.buys("gil", "gil-2", "rose");
        shop.states("gil", Preferences.getDefaultInstance());
        shop.buys("gil", "gil-3", "spade");

        RecommendationShop.await("the last order counts", () -> owns("gil", "spade"));
        assertThat(shop.products("gil", Mode.MODE_BUY_AGAIN)).containsExactly("spade");
    }

    @Test
    void categoriesThatAreAvoidedAreLeftOutAndThosePreferredComeFirst() throws Exception {
        shop.buys("hal", "hal-1", "spade");
        shop.states("hal", Preferences.newBuilder().addAvoidedCategories("toys").build());
        RecommendationShop.await(
                "what is avoided counts",
                () -> shop.taste("hal").getAvoidedCategoriesList().equals(List.of("toys")));
        assertThat(shop.products("hal", Mode.MODE_ANY))
                .contains("rose", "spade")
                .doesNotContain("ball", "kite");

        shop.states(
                "hal", Preferences.newBuilder().addPreferredCategories("toys").build());
        RecommendationShop.await(
                "what is preferred counts",
                () -> List.of("ball", "kite")
                        .contains(shop.products("hal", Mode.MODE_ONLY_NEW).getFirst()));
    }

    private void awaitPersonalization(String customer, Personalization wanted) throws Exception {
        RecommendationShop.await(
                wanted.name(), () -> shop.recommend(customer, Mode.MODE_ANY).getPersonalization() == wanted);
    }

    private static Preferences objecting(Purpose purpose) {
        return Preferences.newBuilder().addObjections(purpose).build();
    }
}
