package dev.giveback.recommendation.grpc;

import static dev.giveback.recommendation.grpc.TestNode.DAY;
import static dev.giveback.recommendation.grpc.TestNode.PARENT;
import static dev.giveback.recommendation.grpc.TestNode.customer;
import static dev.giveback.recommendation.grpc.TestNode.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.type.Money;
import dev.giveback.recommendation.domain.Objection;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.ShopEvent.CustomerErased;
import dev.giveback.recommendation.domain.ShopEvent.PreferencesStated;
import dev.giveback.recommendation.domain.ShopEvent.ProductChanged;
import dev.giveback.recommendation.v1.BoughtBefore;
import dev.giveback.recommendation.v1.GetOutcomeReportRequest;
import dev.giveback.recommendation.v1.GetTasteRequest;
import dev.giveback.recommendation.v1.GetTasteResponse;
import dev.giveback.recommendation.v1.GoesWith;
import dev.giveback.recommendation.v1.Impression;
import dev.giveback.recommendation.v1.ListBoughtTogetherRequest;
import dev.giveback.recommendation.v1.ListSimilarProductsRequest;
import dev.giveback.recommendation.v1.Mode;
import dev.giveback.recommendation.v1.Personalization;
import dev.giveback.recommendation.v1.ProductFilter;
import dev.giveback.recommendation.v1.RecommendOffersRequest;
import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.Recommendation;
import dev.giveback.recommendation.v1.RecordImpressionsRequest;
import dev.giveback.recommendation.v1.ShownList;
import dev.giveback.recommendation.v1.ShownProduct;
import dev.giveback.recommendation.v1.Strategy;
import io.grpc.Status;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets which list, and what every verb says, by gRPC. */
final class RecommendTest {
    private final TestNode node = TestNode.start(0);

    @AfterEach
    void stop() {
        node.close();
    }

    /** Tea and cups go together, soap sells to all, and a lamp nobody bought yet. */
    private void fill() {
        node.apply(
                        entry("cup", "Kitchen", 500, "blue"),
                        entry("lamp", "Light", 3000, "blue"),
                        entry("soap", "Bath", 300),
                        entry("tea", "Food", 400),
                        entry("towel", "Bath", 900, "blue"))
                .bought("bob", 30, "tea", "cup")
                .bought("cid", 20, "tea", "cup")
                .bought("dora", 10, "tea", "cup")
                .bought("eve", 9, "soap")
                .bought("fay", 8, "soap")
                .bought("gus", 7, "soap")
                .bought("hal", 6, "soap", "towel")
                .bought("anna", 75, "tea")
                .bought("anna", 40, "tea")
                .bought("anna", 5, "tea")
                .refresh();
    }

    private static ProductChanged entry(String id, String category, long price, String... tags) {
        return new ProductChanged(new Product(id, "The " + id, category, List.of(tags), price, true));
    }

    private RecommendResponse recommend(RecommendRequest.Builder call) {
        return node.recommendations().recommend(call.build());
    }

    private static RecommendRequest.Builder ask(String customer) {
        return RecommendRequest.newBuilder().setCustomer(customer(customer));
    }

    private static List<String> products(RecommendResponse response) {
        return response.getRecommendationsList().stream()
                .map(Recommendation::getProduct)
                .map(name -> name.substring(product("").length()))
                .toList();
    }

    @Test
    void aCustomerGetsAListWithItsReasons() {
        fill();

        RecommendResponse response = recommend(ask("anna").setIncludeEntries(true));

        assertThat(response.getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_PERSONAL);
        assertThat(response.getAsOfDate()).isEqualTo("2026-03-02");
        Recommendation first = response.getRecommendations(0);
        assertThat(first.getProduct()).isEqualTo(product("tea"));
        assertThat(first.getScorePpm()).isEqualTo(1_000_000);
        assertThat(first.getStrategy()).isEqualTo(Strategy.STRATEGY_BUY_AGAIN);
        assertThat(first.getReasons(0).getBoughtBefore())
                .isEqualTo(BoughtBefore.newBuilder()
                        .setTimes(3)
                        .setUsualDays(35)
                        .setDaysAgo(5)
                        .build());
        assertThat(first.getExplanation())
                .startsWith("You bought it 3 times, usually every 5 weeks, last 5 days ago. ");
        assertThat(first.getEntry().getDisplayName()).isEqualTo("The tea");
        assertThat(first.getEntry().getPrice())
                .isEqualTo(Money.newBuilder().setCurrencyCode("GBP").setUnits(4).build());
        assertThat(response.getRecommendationsList().stream().map(Recommendation::getScorePpm))
                .isSortedAccordingTo(Collections.reverseOrder());
        ShownList shown = response.getShownList();
        assertThat(shown.getPersonalization()).isEqualTo(response.getPersonalization());
        assertThat(shown.getProductsList().stream().map(ShownProduct::getProductId))
                .isEqualTo(products(response));
        assertThat(shown.getProducts(0).getStrategy()).isEqualTo(Strategy.STRATEGY_BUY_AGAIN);
    }

    @Test
    void theSecondAnswerIsTheFirstButForItsId() {
        fill();
        RecommendResponse first = recommend(ask("anna"));
        RecommendResponse second = recommend(ask("anna"));

        assertThat(second.getRecommendationsList()).isEqualTo(first.getRecommendationsList());
        assertThat(second.getShownList().getListId())
                .isNotEqualTo(first.getShownList().getListId());
        node.bought("anna", 0, "soap");
        assertThat(recommend(ask("anna").setMode(Mode.MODE_BUY_AGAIN)).getRecommendationsList())
                .extracting(Recommendation::getProduct)
                .contains(product("soap"));
    }

    @Test
    void modesAndStrategiesAreHeeded() {
        fill();

        assertThat(products(recommend(ask("anna").setMode(Mode.MODE_BUY_AGAIN))))
                .containsExactly("tea");
        assertThat(products(recommend(ask("anna").setMode(Mode.MODE_ONLY_NEW))))
                .containsExactlyInAnyOrder("cup", "lamp", "soap", "towel");
        RecommendResponse goesWith = recommend(ask("anna").setStrategy(Strategy.STRATEGY_GOES_WITH));
        assertThat(products(goesWith)).containsExactly("cup");
        assertThat(goesWith.getRecommendations(0).getExplanation())
                .isEqualTo("Bought together with The tea, which you bought 5 days ago.");
        for (Strategy strategy : Strategy.values()) {
            if (strategy != Strategy.UNRECOGNIZED && strategy != Strategy.STRATEGY_UNSPECIFIED) {
                assertThat(recommend(ask("anna").setStrategy(strategy)).getRecommendationsList())
                        .allSatisfy(one -> assertThat(one.getStrategy()).isEqualTo(strategy));
            }
        }
    }

    @Test
    void theBasketAndCategoriesOfTheCallCount() {
        fill();

        RecommendResponse response = recommend(
                ask("-").addBasketProductIds("tea").addBasketProductIds("tea").addBasketProductIds("unknown"));
        assertThat(products(response)).doesNotContain("tea");
        Recommendation cup = response.getRecommendationsList().stream()
                .filter(one -> one.getProduct().equals(product("cup")))
                .findAny()
                .orElseThrow();
        assertThat(cup.getReasonsList())
                .anySatisfy(reason -> assertThat(reason.getGoesWith())
                        .isEqualTo(GoesWith.newBuilder()
                                .setProduct(product("tea"))
                                .setInBasket(true)
                                .build()));
        assertThat(cup.getExplanation()).contains("Bought together with The tea, which is in your basket.");
        Recommendation lamp = recommend(
                        ask("-").addPreferredCategories("Light").setStrategy(Strategy.STRATEGY_PREFERRED_CATEGORIES))
                .getRecommendations(0);
        assertThat(lamp.getProduct()).isEqualTo(product("lamp"));
        assertThat(lamp.getExplanation()).isEqualTo("In Light, which you prefer.");
    }

    @Test
    void countsAreHeeded() {
        fill();
        for (int i = 0; i < 130; i++) {
            node.apply(entry("x%03d".formatted(i), "More", 100));
        }
        node.refresh();

        assertThat(recommend(ask("anna")).getRecommendationsCount()).isEqualTo(10);
        assertThat(recommend(ask("anna").setCount(1)).getRecommendationsCount()).isEqualTo(1);
        assertThat(recommend(ask("anna").setCount(31)).getRecommendationsCount())
                .isEqualTo(31);
        RecommendResponse most = recommend(ask("anna").setCount(100));
        assertThat(new HashSet<>(products(most))).hasSize(100);
        Refused.field("count", () -> recommend(ask("anna").setCount(101)));
        Refused.field("count", () -> recommend(ask("anna").setCount(-1)));
    }

    @Test
    void anEmptyShopAndAnEmptyCatalogueAreAnsweredToo() {
        assertThat(recommend(ask("anna"))).satisfies(empty -> {
            assertThat(empty.getRecommendationsList()).isEmpty();
            assertThat(empty.getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_NO_HISTORY);
        });
        node.bought("bob", 3, "tea").refresh();
        Recommendation bare = recommend(ask("anna").setIncludeEntries(true)).getRecommendations(0);
        assertThat(bare.getProduct()).isEqualTo(product("tea"));
        assertThat(bare.hasEntry()).isFalse();
        assertThat(bare.getExplanation()).isEqualTo("Bought once in the last two weeks.");
        assertThat(recommend(ask("anna").setFilter(ProductFilter.newBuilder().setOnlyAvailable(true)))
                        .getRecommendationsList())
                .isEmpty();
        node.apply(entry("zinc", "", 0)).refresh();
        Recommendation listed = recommend(ask("anna")).getRecommendations(1);
        assertThat(listed.getProduct()).isEqualTo(product("zinc"));
        assertThat(listed.getStrategy()).isEqualTo(Strategy.STRATEGY_UNSPECIFIED);
        assertThat(listed.getReasonsList()).isEmpty();
        assertThat(listed.getExplanation()).isEqualTo("In the catalogue.");
        assertThat(listed.getScorePpm()).isZero();
    }

    @Test
    void whoIsUnknownOrErasedOrAVisitorIsAnsweredAlike() {
        fill();
        node.apply(new CustomerErased("anna")).refresh();

        List<String> popular = products(recommend(ask("-")));
        for (String nobody : List.of("anna", "never-seen", "-")) {
            RecommendResponse response = recommend(ask(nobody));
            assertThat(response.getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_NO_HISTORY);
            assertThat(products(response)).isEqualTo(popular);
        }
        assertThat(popular.getFirst()).isEqualTo("soap");
        assertThat(products(recommend(ask("-").setMode(Mode.MODE_BUY_AGAIN)))).isEmpty();
    }

    @Test
    void whoObjectsIsAVisitorButForWhatIsAvoided() {
        fill();
        node.apply(new PreferencesStated(
                        "anna", List.of("Light"), List.of("Bath"), Set.of(Objection.PERSONAL_RECOMMENDATIONS)))
                .refresh();

        RecommendResponse response = recommend(ask("anna"));
        assertThat(response.getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_OBJECTED);
        assertThat(products(response))
                .isEqualTo(products(recommend(ask("-"))).stream()
                        .filter(id -> !id.equals("soap") && !id.equals("towel"))
                        .toList());
        assertThat(response.getRecommendationsList().stream().flatMap(one -> one.getReasonsList().stream()))
                .noneMatch(reason -> reason.hasBoughtBefore() || reason.hasInCategory() || reason.hasGoesWith());
        assertThat(recommend(ask("anna").addBasketProductIds("tea")).getRecommendationsList())
                .anySatisfy(one -> assertThat(one.getReasonsList())
                        .anyMatch(reason -> reason.getGoesWith().getInBasket()));
    }

    @Test
    void whatIsAvoidedIsLeftOutAndWhatIsPreferredCounts() {
        fill();
        node.apply(new PreferencesStated("anna", List.of("Light"), List.of("Bath"), Set.of()))
                .refresh();

        RecommendResponse response = recommend(ask("anna"));
        assertThat(response.getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_PERSONAL);
        assertThat(products(response)).containsExactlyInAnyOrder("tea", "cup", "lamp");
        assertThat(products(recommend(ask("anna").setStrategy(Strategy.STRATEGY_PREFERRED_CATEGORIES))))
                .containsExactly("lamp");
    }

    @Test
    void tasteIsWhatIsKnown() {
        fill();
        node.apply(new PreferencesStated("anna", List.of("Light"), List.of("Bath"), Set.of()))
                .bought("anna", 5, "cup")
                .refresh();

        GetTasteResponse taste = taste("anna");
        assertThat(taste.getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_PERSONAL);
        assertThat(taste.getIsHeldOut()).isFalse();
        assertThat(taste.getStatedCategoriesList()).containsExactly("Light");
        assertThat(taste.getAvoidedCategoriesList()).containsExactly("Bath");
        assertThat(taste.getBaskets()).isEqualTo(3);
        assertThat(taste.getPurchases()).isEqualTo(4);
        assertThat(taste.getLearntCategoriesList()).extracting("category").containsExactly("Food", "Kitchen");
        double tea = Math.pow(0.5, 75 / 180.0) + Math.pow(0.5, 40 / 180.0) + Math.pow(0.5, 5 / 180.0);
        double cup = Math.pow(0.5, 5 / 180.0);
        assertThat(taste.getLearntCategories(0).getSharePpm())
                .isBetween((int) (1e6 * tea / (tea + cup)) - 2, (int) (1e6 * tea / (tea + cup)) + 2);
        assertThat(taste.getRepeatedPurchasesList()).singleElement().satisfies(again -> {
            assertThat(again.getProduct()).isEqualTo(product("tea"));
            assertThat(again.getBought())
                    .isEqualTo(BoughtBefore.newBuilder()
                            .setTimes(3)
                            .setUsualDays(35)
                            .setDaysAgo(5)
                            .build());
        });
        node.apply(
                new PreferencesStated("anna", List.of("Light"), List.of(), Set.of(Objection.PERSONAL_RECOMMENDATIONS)));
        assertThat(taste("anna")).satisfies(objected -> {
            assertThat(objected.getPersonalization()).isEqualTo(Personalization.PERSONALIZATION_OBJECTED);
            assertThat(objected.getLearntCategoriesList()).isEmpty();
            assertThat(objected.getRepeatedPurchasesList()).isEmpty();
        });
        assertThat(taste("nobody"))
                .isEqualTo(GetTasteResponse.newBuilder()
                        .setPersonalization(Personalization.PERSONALIZATION_NO_HISTORY)
                        .build());
    }

    private GetTasteResponse taste(String customer) {
        return node.recommendations()
                .getTaste(GetTasteRequest.newBuilder()
                        .setCustomer(customer(customer))
                        .build());
    }

    @Test
    void similarProductsAndWhatIsBoughtTogether() {
        fill();

        var similar = node.recommendations()
                .listSimilarProducts(ListSimilarProductsRequest.newBuilder()
                        .setProduct(product("lamp"))
                        .setIncludeEntries(true)
                        .build());
        assertThat(similar.getProductsList())
                .extracting(one -> one.getRecommendation().getProduct())
                .contains(product("cup"), product("towel"));
        assertThat(similar.getProducts(0).getCommonTagsList()).containsExactly("blue");
        assertThat(similar.getProducts(0).getRecommendation().hasEntry()).isTrue();
        assertThat(node.recommendations()
                        .listSimilarProducts(ListSimilarProductsRequest.newBuilder()
                                .setProduct(product("nothing"))
                                .build())
                        .getProductsList())
                .isEmpty();

        var together = node.recommendations()
                .listBoughtTogether(ListBoughtTogetherRequest.newBuilder()
                        .setParent(PARENT)
                        .addProductIds("tea")
                        .addProductIds("towel")
                        .build());
        assertThat(together.getRecommendationsList())
                .extracting(Recommendation::getProduct)
                .containsExactlyInAnyOrder(product("cup"), product("soap"));
        assertThat(together.getRecommendationsList()).allSatisfy(one -> {
            assertThat(one.getStrategy()).isEqualTo(Strategy.STRATEGY_GOES_WITH);
            assertThat(one.getReasons(0).getGoesWith().getInBasket()).isTrue();
        });
        assertThat(node.recommendations()
                        .listBoughtTogether(ListBoughtTogetherRequest.newBuilder()
                                .setParent(PARENT)
                                .addProductIds("nothing")
                                .build())
                        .getRecommendationsList())
                .isEmpty();
        Refused.field(
                "product_ids",
                () -> node.recommendations()
                        .listBoughtTogether(ListBoughtTogetherRequest.newBuilder()
                                .setParent(PARENT)
                                .build()));
    }

    @Test
    void fieldsHaveTheirRules() {
        Refused.field("customer", () -> recommend(RecommendRequest.newBuilder().setCustomer("anna")));
        Refused.field("customer", () -> recommend(ask("a b")));
        Refused.field("mode", () -> recommend(ask("anna").setModeValue(99)));
        Refused.field("strategy", () -> recommend(ask("anna").setStrategyValue(99)));
        Refused.field(
                "basket_product_ids[1]",
                () -> recommend(ask("anna").addBasketProductIds("a").addBasketProductIds("")));
        Refused.field("basket_product_ids", () -> recommend(ask("anna").addAllBasketProductIds(names(101))));
        Refused.field("preferred_categories[0]", () -> recommend(ask("anna").addPreferredCategories("a\nb")));
        Refused.field("preferred_categories", () -> recommend(ask("anna").addAllPreferredCategories(names(51))));
        filterRefused("exclude_product_ids[0]", ProductFilter.newBuilder().addExcludeProductIds("a/b"));
        filterRefused("exclude_product_ids", ProductFilter.newBuilder().addAllExcludeProductIds(names(1001)));
        filterRefused("categories[0]", ProductFilter.newBuilder().addCategories("x".repeat(65)));
        filterRefused("categories", ProductFilter.newBuilder().addAllCategories(names(51)));
        filterRefused(
                "max_price",
                ProductFilter.newBuilder()
                        .setMaxPrice(Money.newBuilder().setCurrencyCode("EUR").setUnits(1)));
        filterRefused(
                "max_price",
                ProductFilter.newBuilder().setMaxPrice(Money.newBuilder().setCurrencyCode("GBP")));
        filterRefused("max_per_category", ProductFilter.newBuilder().setMaxPerCategory(101));
        Refused.field(
                "product",
                () -> node.recommendations()
                        .listSimilarProducts(ListSimilarProductsRequest.newBuilder()
                                .setProduct("tea")
                                .build()));
        Refused.field(
                "parent",
                () -> node.recommendations()
                        .listBoughtTogether(ListBoughtTogetherRequest.newBuilder()
                                .addProductIds("a")
                                .build()));
        Refused.refused(
                Status.Code.NOT_FOUND,
                "PROGRAM_NOT_FOUND",
                "",
                () -> recommend(RecommendRequest.newBuilder().setCustomer("programs/other/customers/anna")));
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
    }

    private void filterRefused(String field, ProductFilter.Builder filter) {
        Refused.field("filter." + field, () -> recommend(ask("anna").setFilter(filter)));
    }

    @Test
    void whatOthersDoIsHandedOn() {
        assertThat(node.recommendations()
                        .recommendOffers(RecommendOffersRequest.newBuilder()
                                .setCustomer(customer("anna"))
                                .build())
                        .getOffersList())
                .isEmpty();
        RecordImpressionsRequest impressions = RecordImpressionsRequest.newBuilder()
                .setParent(PARENT)
                .addImpressions(Impression.newBuilder()
                        .setCustomer(customer("anna"))
                        .setShownList(ShownList.newBuilder().setListId("x")))
                .build();
        assertThat(node.recommendations().recordImpressions(impressions).getRecordedCount())
                .isEqualTo(1);
        assertThat(node.recommendations()
                        .getOutcomeReport(GetOutcomeReportRequest.newBuilder()
                                .setParent(PARENT)
                                .build())
                        .getByStrategyList())
                .isEmpty();
    }

    @Test
    void aNodeThatStartsSaysSoToEveryCall() {
        try (TestNode starting = TestNode.starting()) {
            starting(
                    "recommend",
                    () -> starting.recommendations().recommend(ask("anna").build()));
            starting(
                    "taste",
                    () -> starting.recommendations()
                            .getTaste(GetTasteRequest.newBuilder()
                                    .setCustomer(customer("anna"))
                                    .build()));
            starting(
                    "offers",
                    () -> starting.recommendations()
                            .recommendOffers(RecommendOffersRequest.newBuilder()
                                    .setCustomer(customer("anna"))
                                    .build()));
            starting(
                    "report",
                    () -> starting.recommendations()
                            .getOutcomeReport(GetOutcomeReportRequest.newBuilder()
                                    .setParent(PARENT)
                                    .build()));
            starting(
                    "similar",
                    () -> starting.recommendations()
                            .listSimilarProducts(ListSimilarProductsRequest.newBuilder()
                                    .setProduct(product("a"))
                                    .build()));
        }
    }

    private static void starting(String what, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThat(what).isNotEmpty();
        Refused.refused(Status.Code.UNAVAILABLE, "STARTING", "", call);
    }

    @Test
    void theDayIsTheOneThatTheModelCountsFrom() {
        node.recommender.refresh(DAY - 700);

        assertThat(recommend(ask("anna")).getAsOfDate()).isEqualTo("2024-04-01");
    }
}
