package dev.giveback.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.recommendation.domain.ShopEvent.CustomerErased;
import dev.giveback.recommendation.domain.ShopEvent.CustomersMerged;
import dev.giveback.recommendation.domain.ShopEvent.Line;
import dev.giveback.recommendation.domain.ShopEvent.PreferencesStated;
import dev.giveback.recommendation.domain.ShopEvent.TakenBack;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the recommender says in a shop that is small enough to know what it should say. */
final class RecommenderTest {
    /** Tea and cups go together, soap sells to all, and a lamp nobody bought yet. */
    private static SmallShop shop() {
        return new SmallShop()
                .product("cup", "KITCHEN", 500)
                .product("lamp", "LIGHT", 3000)
                .product("soap", "BATH", 300)
                .product("tea", "FOOD", 400)
                .product("towel", "BATH", 900)
                .bought("bob", 30, "tea", "cup")
                .bought("cid", 20, "tea", "cup")
                .bought("dora", 10, "tea", "cup")
                .bought("eve", 9, "soap")
                .bought("fay", 8, "soap")
                .bought("gus", 7, "soap")
                .bought("hal", 6, "soap", "towel")
                .bought("anna", 75, "tea")
                .bought("anna", 40, "tea")
                .bought("anna", 5, "tea");
    }

    private static Request all(String customer) {
        return Request.of(customer, Mode.ALL, 10);
    }

    private static Request fresh(String customer) {
        return Request.of(customer, Mode.NEW, 10);
    }

    @Test
    void whatIsFirstSoldAfterTheSumsWereTakenDoesNotHideWhatGoesTogether() {
        SmallShop shop = new SmallShop();
        shop.product("cup", "kitchen", 100).product("saucer", "kitchen", 100).product("spoon", "kitchen", 100);
        shop.bought("anna", 5, "cup", "saucer");
        Recommender recommender = new Recommender(shop.model, SmallShop.TODAY);

        shop.bought("bob", 0, "cup", "spoon");

        List<Recommendation> together = recommender.recommend(new Request(
                "",
                Mode.ALL,
                10,
                Optional.of(Strategy.GOES_WITH),
                List.of("cup"),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                false,
                0));
        assertThat(together).extracting(Recommendation::product).containsExactly("saucer");
        assertThat(together.getFirst().score()).isFinite();
    }

    @Test
    void whatWasBoughtOftenComesFirstAndSaysHowOften() {
        Recommendation first = shop().recommend(all("anna")).getFirst();

        assertThat(first.product()).isEqualTo("tea");
        assertThat(first.strategy()).isEqualTo(Strategy.BUY_AGAIN);
        assertThat(first.fact()).isEqualTo(new Fact.BoughtBefore(3, 35, 5));
    }

    @Test
    void whatGoesWithAPurchaseNamesThatPurchase() {
        Recommendation first =
                shop().recommend(fresh("anna").by(Strategy.GOES_WITH)).getFirst();

        assertThat(first.product()).isEqualTo("cup");
        assertThat(first.fact()).isEqualTo(new Fact.GoesWith("tea", 5));
    }

    @Test
    void whatGoesWithTheBasketNamesWhatIsInIt() {
        Request request = new Request(
                "ina",
                Mode.ALL,
                10,
                Optional.of(Strategy.GOES_WITH),
                List.of("tea"),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                false,
                0);

        assertThat(shop().recommend(request)).singleElement().satisfies(only -> {
            assertThat(only.product()).isEqualTo("cup");
            assertThat(only.fact()).isEqualTo(new Fact.GoesWith("tea", -1));
        });
    }

    @Test
    void similarCustomersAreCounted() {
        Recommendation first =
                shop().recommend(fresh("anna").by(Strategy.SIMILAR_CUSTOMERS)).getFirst();

        assertThat(first.product()).isEqualTo("cup");
        assertThat(first.fact()).isEqualTo(new Fact.SimilarCustomersBought(3, 3));
    }

    @Test
    void anUnknownCustomerGetsWhatIsPopular() {
        List<Recommendation> answer = shop().recommend(all("nobody"));

        assertThat(answer.getFirst().product()).isEqualTo("soap");
        assertThat(answer.getFirst().fact()).isEqualTo(new Fact.PopularNow(4));
        assertThat(answer)
                .extracting(Recommendation::product)
                .containsExactlyInAnyOrder("soap", "tea", "cup", "towel", "lamp");
    }

    @Test
    void aNewProductIsFoundByItsCategory() {
        SmallShop shop = shop().apply(new PreferencesStated("anna", List.of("LIGHT"), List.of(), Set.of()));

        Recommendation first =
                shop.recommend(all("anna").by(Strategy.PREFERRED_CATEGORIES)).getFirst();

        assertThat(first.product()).isEqualTo("lamp");
        assertThat(first.fact()).isEqualTo(new Fact.InCategory("LIGHT", true, 0));
    }

    @Test
    void aLearntCategorySaysThatItWasLearnt() {
        assertThat(shop().recommend(fresh("eve").by(Strategy.PREFERRED_CATEGORIES)))
                .first()
                .satisfies(first -> {
                    assertThat(first.product()).isEqualTo("towel");
                    assertThat(first.fact()).isEqualTo(new Fact.InCategory("BATH", false, 2));
                });
    }

    @Test
    void theSameWeeksAYearAgoAreCounted() {
        SmallShop shop =
                shop().bought("bob", 364, "lamp").bought("cid", 340, "lamp").bought("dora", 336, "towel");

        assertThat(shop.recommend(all("nobody").by(Strategy.YEAR_AGO)))
                .singleElement()
                .satisfies(only -> {
                    assertThat(only.product()).isEqualTo("lamp");
                    assertThat(only.fact()).isEqualTo(new Fact.SoldAYearAgo(2));
                });
    }

    @Test
    void anEmptyShopRecommendsNothing() {
        assertThat(new SmallShop().recommend(all("anna"))).isEmpty();
    }

    @Test
    void aCatalogueWithoutSalesIsRecommendedByIds() {
        SmallShop shop = new SmallShop().product("b", "", 0).product("a", "X", 0);

        assertThat(shop.recommend(all("anna")))
                .allSatisfy(one -> assertThat(one.facts()).isEmpty())
                .extracting(Recommendation::product)
                .containsExactly("a", "b");
    }

    @Test
    void whatIsBoughtChangesTheNextAnswerWithoutARefresh() {
        SmallShop shop = shop();
        Recommender recommender = new Recommender(shop.model, SmallShop.TODAY);
        shop.bought("zoe", 0, "towel");

        assertThat(recommender.recommend(Request.of("zoe", Mode.AGAIN, 5)))
                .extracting(Recommendation::product, Recommendation::fact)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("towel", new Fact.BoughtBefore(1, 0, 0)));
    }

    @Test
    void aKeptAnswerEndsWithThePurchase() {
        SmallShop shop = shop();
        Recommender recommender = new Recommender(shop.model, SmallShop.TODAY);
        Request request = Request.of("eve", Mode.NEW, 10);
        List<Recommendation> before = recommender.recommend(request);
        assertThat(recommender.recommend(request)).isEqualTo(before);
        assertThat(before).extracting(Recommendation::product).contains("towel");

        shop.bought("eve", 0, "towel");

        assertThat(recommender.recommend(request))
                .extracting(Recommendation::product)
                .doesNotContain("towel");
    }

    @Test
    void aKeptAnswerHeedsWhatIsAvailableNow() {
        SmallShop shop = shop();
        Recommender recommender = new Recommender(shop.model, SmallShop.TODAY);
        Request available = wish(Set.of(), Set.of(), 0, false, 0);
        assertThat(recommender.recommend(available))
                .extracting(Recommendation::product)
                .contains("soap");

        shop.product(new Product("soap", "", "BATH", List.of(), 300, false));

        assertThat(recommender.recommend(available))
                .extracting(Recommendation::product)
                .doesNotContain("soap");
    }

    @Test
    void whatCannotBeBoughtIsInNoList() {
        SmallShop shop = shop().bought("eve", 2, "soap", "cup", "ghost");
        Recommender recommender = new Recommender(shop.model, SmallShop.TODAY);
        Request any = wish(Set.of(), Set.of(), 0, false, 0);
        Request together = new Request(
                "",
                Mode.ALL,
                10,
                Optional.of(Strategy.GOES_WITH),
                List.of("cup"),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                false,
                0);
        List<Supplier<Stream<String>>> lists = List.of(
                () -> recommender.recommend(any).stream().map(Recommendation::product),
                () -> recommender.recommend(together).stream().map(Recommendation::product),
                () -> recommender.drawn(any, String::hashCode).stream().map(Recommendation::product),
                () -> recommender.similar("cup", any).stream().map(Similar::product));
        assertThat(lists).allSatisfy(list -> assertThat(list.get()).contains("soap", "ghost"));

        shop.product(new Product("soap", "", "BATH", List.of(), 300, false));
        // What the catalogue does not know stays.
        assertThat(lists)
                .allSatisfy(
                        list -> assertThat(list.get()).doesNotContain("soap").contains("ghost"));
        assertThat(recommender.recommend(wish(Set.of(), Set.of(), 0, true, 0)))
                .extracting(Recommendation::product)
                .contains("towel")
                .doesNotContain("soap", "ghost");
    }

    @Test
    void whatIsNewWasNeverBought() {
        assertThat(shop().products(fresh("anna"))).doesNotContain("tea").contains("cup", "soap");
        assertThat(shop().products(Request.of("anna", Mode.AGAIN, 10))).containsExactly("tea");
    }

    @Test
    void aRefundTakesThePurchaseBack() {
        SmallShop shop = shop().apply(new TakenBack("hal", SmallShop.TODAY - 6, new Line("towel", 1)));

        assertThat(shop.products(Request.of("hal", Mode.AGAIN, 10))).containsExactly("soap");
    }

    @Test
    void aRefundOfSomeUnitsLeavesThePurchase() {
        SmallShop shop = new SmallShop()
                .apply(new ShopEvent.Bought("anna", 900, List.of(new Line("tea", 3))))
                .apply(new TakenBack("anna", 950, new Line("tea", 2)));
        assertThat(shop.products(Request.of("anna", Mode.AGAIN, 10))).containsExactly("tea");

        shop.apply(new TakenBack("anna", 950, new Line("tea", 5)));
        assertThat(shop.products(Request.of("anna", Mode.AGAIN, 10))).isEmpty();
    }

    @Test
    void aRefundOfWhatWasBoughtLaterTakesNothing() {
        SmallShop shop = shop().apply(new TakenBack("hal", SmallShop.TODAY - 7, new Line("towel", 1)));

        assertThat(shop.products(Request.of("hal", Mode.AGAIN, 10))).containsExactlyInAnyOrder("soap", "towel");
    }

    @Test
    void anErasedCustomerIsUnknownAndCountsNoMore() {
        SmallShop shop = shop().apply(new PreferencesStated("hal", List.of("BATH"), List.of(), Set.of()))
                .apply(new CustomerErased("hal"));

        assertThat(shop.model.knowsCustomer("hal")).isFalse();
        assertThat(shop.model.statedPreferences("hal")).isEmpty();
        assertThat(shop.products(Request.of("hal", Mode.AGAIN, 10))).isEmpty();
        assertThat(shop.recommend(all("hal")).getFirst().fact()).isEqualTo(new Fact.PopularNow(3));
        shop.bought("hal", 1, "lamp");
        assertThat(shop.products(Request.of("hal", Mode.AGAIN, 10))).containsExactly("lamp");
    }

    @Test
    void mergedCustomersAreOne() {
        SmallShop shop = shop().apply(new PreferencesStated("hal", List.of("BATH"), List.of(), Set.of()))
                .apply(new CustomersMerged("hal", "anna"));

        assertThat(shop.products(Request.of("anna", Mode.AGAIN, 10))).containsExactlyInAnyOrder("tea", "soap", "towel");
        assertThat(shop.model.statedPreferences("anna")).containsExactly("BATH");
        assertThat(shop.model.knowsCustomer("hal")).isFalse();
        assertThat(shop.model.customers()).isEqualTo(7);
    }

    @Test
    void filtersHold() {
        SmallShop shop = shop().product(new Product("soap", "", "BATH", List.of(), 300, false));

        assertThat(shop.products(wish(Set.of(), Set.of(), 450, false, 0))).containsExactly("tea");
        assertThat(shop.products(wish(Set.of("tea"), Set.of(), 0, false, 0)))
                .doesNotContain("tea")
                .hasSize(3);
        assertThat(shop.products(wish(Set.of(), Set.of("BATH"), 0, false, 0))).containsExactly("towel");
        assertThat(shop.products(wish(Set.of(), Set.of("NONE"), 0, false, 0))).isEmpty();
    }

    @Test
    void atMostSoManyOfACategory() {
        assertThat(shop().products(wish(Set.of(), Set.of(), 0, false, 1)))
                .doesNotContain("towel")
                .hasSize(4);
    }

    private static Request wish(Set<String> exclude, Set<String> categories, long price, boolean available, int cap) {
        return new Request(
                "anna",
                Mode.ALL,
                10,
                Optional.empty(),
                List.of(),
                List.of(),
                exclude,
                categories,
                Set.of(),
                price,
                available,
                cap);
    }

    @Test
    void avoidedCategoriesAreLeftOutAndWhatHasNoneStays() {
        SmallShop shop = shop().bought("bob", 2, "unknown");
        Request request = new Request(
                "anna",
                Mode.ALL,
                10,
                Optional.empty(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of("BATH", "NONE"),
                0,
                false,
                0);

        assertThat(shop.products(request)).containsExactlyInAnyOrder("tea", "cup", "lamp", "unknown");
    }

    @Test
    void tiesAreDecidedByTheProductsId() {
        SmallShop shop = new SmallShop().bought("bob", 3, "c", "a", "b");

        assertThat(shop.products(all("nobody"))).containsExactly("a", "b", "c");
    }

    @Test
    void requestsOutsideTheLimitsAreRefused() {
        assertThatThrownBy(() -> Request.of("anna", Mode.ALL, 0)).hasMessage("count: 0 (expected: 1 to 100)");
        assertThatThrownBy(() -> Request.of("anna", Mode.ALL, 101)).hasMessage("count: 101 (expected: 1 to 100)");
    }

    @Test
    void purchasesCountLessWithTime() {
        SmallShop shop = new SmallShop()
                .bought("bob", 360, "old")
                .bought("bob", 350, "old")
                .bought("bob", 30, "new")
                .bought("cid", 10, "old")
                .bought("cid", 11, "new")
                .bought("dora", 100, "old", "new")
                .bought("dora", 90, "old", "new");

        assertThat(shop.products(Request.of("bob", Mode.AGAIN, 2).by(Strategy.BUY_AGAIN)))
                .containsExactly("new", "old");
    }
}
