package dev.giveback.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.recommendation.domain.ShopEvent.Corrected;
import dev.giveback.recommendation.domain.ShopEvent.CustomersMerged;
import dev.giveback.recommendation.domain.ShopEvent.Line;
import dev.giveback.recommendation.domain.ShopEvent.PreferencesStated;
import dev.giveback.recommendation.domain.ShopEvent.TakenBack;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What becomes of what a customer says, and of an order that was recorded wrong. */
final class StatementsTest {
    private static final Set<Objection> LEARNING = Set.of(Objection.LEARNING_FROM_PURCHASES);

    private static PreferencesStated objects(String customer, Set<Objection> objections) {
        return new PreferencesStated(customer, List.of(), List.of(), objections);
    }

    private static List<String> owned(SmallShop shop, String customer) {
        return shop.products(Request.of(customer, Mode.AGAIN, 20));
    }

    @Test
    void whoObjectsToLearningHasNoHistoryAndWhatWasForgottenDoesNotComeBack() {
        SmallShop shop = new SmallShop().bought("anna", 9, "tea").bought("bob", 8, "tea");
        shop.apply(objects("anna", LEARNING)).bought("anna", 5, "cup");

        assertThat(owned(shop, "anna")).isEmpty();
        assertThat(shop.model.purchases()).isEqualTo(1);
        assertThat(shop.recommend(Request.of("nobody", Mode.ALL, 1)).getFirst().fact())
                .isEqualTo(new Fact.PopularNow(1));

        shop.apply(objects("anna", Set.of())).bought("anna", 2, "soap");

        assertThat(owned(shop, "anna")).containsExactly("soap");
    }

    @Test
    void whoObjectsToPersonalRecommendationsStillCounts() {
        SmallShop shop = new SmallShop()
                .bought("anna", 9, "tea")
                .apply(objects("anna", Set.of(Objection.PERSONAL_RECOMMENDATIONS)));

        assertThat(shop.model.objects("anna", Objection.PERSONAL_RECOMMENDATIONS))
                .isTrue();
        assertThat(shop.model.objects("anna", Objection.LEARNING_FROM_PURCHASES))
                .isFalse();
        assertThat(shop.model.objects("nobody", Objection.PERSONAL_RECOMMENDATIONS))
                .isFalse();
        assertThat(shop.model.purchases()).isEqualTo(1);
    }

    @Test
    void aStatementReplacesTheOneBefore() {
        SmallShop shop = new SmallShop()
                .apply(new PreferencesStated("anna", List.of("A", "B"), List.of("C"), LEARNING))
                .apply(new PreferencesStated("anna", List.of("B", "A"), List.of(), Set.of()));

        assertThat(shop.model.statedPreferences("anna")).containsExactly("B", "A");
        assertThat(shop.model.avoidedCategories("anna")).isEmpty();
        assertThat(shop.model.objects("anna", Objection.LEARNING_FROM_PURCHASES))
                .isFalse();
    }

    @Test
    void mergedCustomersKeepWhatDoesNotContradictTheOneThatStays() {
        SmallShop shop = new SmallShop()
                .apply(new PreferencesStated("old", List.of("A", "X"), List.of("B", "Y"), Set.of()))
                .apply(new PreferencesStated("new", List.of("B"), List.of("A"), Set.of()))
                .apply(new CustomersMerged("old", "new"));

        assertThat(shop.model.statedPreferences("new")).containsExactly("B", "X");
        assertThat(shop.model.avoidedCategories("new")).containsExactly("A", "Y");
    }

    @Test
    void aMergeKeepsFiftyCategoriesOfAKind() {
        List<String> many = IntStream.range(0, 40).mapToObj(i -> "a" + i).toList();
        List<String> more = IntStream.range(0, 40).mapToObj(i -> "b" + i).toList();
        SmallShop shop = new SmallShop()
                .apply(new PreferencesStated("old", more, List.of(), Set.of()))
                .apply(new PreferencesStated("new", many, List.of(), Set.of()))
                .apply(new CustomersMerged("old", "new"));

        assertThat(shop.model.statedPreferences("new"))
                .hasSize(50)
                .startsWith("a0")
                .endsWith("b9");
    }

    @Test
    void whoIsMergedWithOneWhoObjectsHasNoHistory() {
        for (String objecting : List.of("old", "new")) {
            SmallShop shop = new SmallShop()
                    .bought("old", 9, "tea")
                    .bought("new", 8, "cup")
                    .apply(objects(objecting, LEARNING))
                    .apply(new CustomersMerged("old", "new"))
                    .bought("new", 1, "soap");

            assertThat(owned(shop, "new")).isEmpty();
            assertThat(shop.model.purchases()).isZero();
            assertThat(shop.model.objects("new", Objection.LEARNING_FROM_PURCHASES))
                    .isTrue();
        }
    }

    @Test
    void aCorrectionEndsInTheModelOfAnOrderThatWasRecordedRight() {
        SmallShop wrong = new SmallShop()
                .bought("anna", 30, "tea")
                .bought("anna", 9, "tea", "cup")
                .apply(new Corrected(
                        "anna",
                        SmallShop.TODAY - 9,
                        List.of(new Line("tea", 1), new Line("cup", 1)),
                        SmallShop.TODAY - 12,
                        List.of(new Line("cup", 2), new Line("soap", 1))));
        SmallShop right = new SmallShop()
                .bought("anna", 30, "tea")
                .bought("anna", 12, "cup", "cup", "soap")
                .apply(new TakenBack("nobody", 0, new Line("tea", 1)));

        assertThat(owned(wrong, "anna")).isEqualTo(owned(right, "anna"));
        assertThat(wrong.model.digest()).isEqualTo(right.model.digest());
    }

    @Test
    void aCorrectionOfWhatWasForgottenBringsNothingBack() {
        Corrected corrected = new Corrected(
                "anna",
                SmallShop.TODAY - 9,
                List.of(new Line("tea", 1)),
                SmallShop.TODAY - 9,
                List.of(new Line("cup", 1)));
        SmallShop shop = new SmallShop()
                .bought("anna", 9, "tea")
                .apply(objects("anna", LEARNING))
                .apply(corrected);
        assertThat(shop.model.purchases()).isZero();

        shop.apply(objects("anna", Set.of())).apply(corrected);
        assertThat(shop.model.purchases()).isZero();
    }

    @Test
    void aCorrectionOfAnOrderOfNothingIsAPurchase() {
        SmallShop shop = new SmallShop().apply(new Corrected("anna", 900, List.of(), 901, List.of(new Line("tea", 1))));

        assertThat(owned(shop, "anna")).containsExactly("tea");
        assertThat(shop.model.lastDay()).hasValue(901);
    }

    @Test
    void wordsAreTagsThenThoseOfTheName() {
        Product product = new Product("p", "Red  MUG, 2-pack red", "", List.of("Gift", "mug"), 0, true);

        assertThat(product.words()).containsExactly("Gift", "mug", "red", "2", "pack");
        assertThat(new Product("p", "", "", List.of(), 0, true).words()).isEmpty();
        String long1 =
                String.join(" ", IntStream.range(0, 30).mapToObj(i -> "w" + i).toList());
        assertThat(new Product("p", long1, "", List.of("t"), 0, true).words())
                .hasSize(16)
                .startsWith("t", "w0")
                .endsWith("w14");
    }
}
