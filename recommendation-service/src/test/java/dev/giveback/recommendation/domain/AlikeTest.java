package dev.giveback.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which products can stand for another: by hand, and against the formula over bare maps. */
final class AlikeTest {
    private static final int DAY = 400;
    private static final Request ALL = Request.of("", Mode.ALL, 100);

    private static Product product(String id, String category, String... tags) {
        return new Product(id, "", category, List.of(tags), 0, true);
    }

    private static List<Similar> similar(PurchaseModel model, String product) {
        return new Recommender(model, DAY).similar(product, ALL);
    }

    @Test
    void twinsThatNothingTellsApartAreWhollyAlike() {
        SmallShop shop = new SmallShop()
                .product(product("a", "LIGHT", "soy", "white"))
                .product(product("b", "LIGHT", "white", "soy"))
                .product(product("c", "BATH", "blue"))
                .bought("anna", 5, "a", "b")
                .bought("bob", 3, "b", "a");

        assertThat(similar(shop.model, "a")).singleElement().satisfies(twin -> {
            assertThat(twin.product()).isEqualTo("b");
            assertThat(twin.likeness()).isCloseTo(1, within(1e-9));
            assertThat(twin.buyers()).isCloseTo(1, within(1e-9));
            assertThat(twin.commonCategory()).isEqualTo("LIGHT");
            assertThat(twin.commonTags()).containsExactly("soy", "white");
        });
    }

    @Test
    void whatNobodyBoughtIsFoundByCategoryAndTags() {
        SmallShop shop = new SmallShop()
                .product(product("new", "LIGHT", "soy"))
                .product(product("near", "LIGHT", "soy", "red"))
                .product(product("category", "LIGHT", "wax"))
                .product(product("tag", "BATH", "soy"))
                .product(product("far", "BATH", "blue"));

        assertThat(similar(shop.model, "new")).extracting(Similar::product).containsExactly("near", "category", "tag");
    }

    @Test
    void whatTheCatalogueDoesNotHaveIsFoundByItsBuyers() {
        SmallShop shop = new SmallShop()
                .bought("anna", 5, "a", "b")
                .bought("bob", 4, "b")
                .bought("cid", 3, "c");

        assertThat(similar(shop.model, "a")).singleElement().satisfies(one -> {
            assertThat(one.product()).isEqualTo("b");
            assertThat(one.buyers()).isCloseTo(1 / Math.sqrt(2), within(1e-9));
            assertThat(one.likeness()).isCloseTo(1 / Math.sqrt(2) / 3, within(1e-9));
            assertThat(one.commonCategory()).isEmpty();
        });
        assertThat(similar(shop.model, "nothing")).isEmpty();
        assertThat(similar(shop.model, "c")).isEmpty();
    }

    @Test
    void filtersAreHeeded() {
        SmallShop shop = new SmallShop().product(product("a", "LIGHT"));
        for (int i = 0; i < 9; i++) {
            shop.product(new Product("p" + i, "", "LIGHT", List.of(), 100 * i, i != 3));
        }
        Recommender recommender = new Recommender(shop.model, SmallShop.TODAY);
        Request request = new Request(
                "",
                Mode.ALL,
                3,
                java.util.Optional.empty(),
                List.of(),
                List.of(),
                Set.of("p2"),
                Set.of(),
                Set.of(),
                500,
                true,
                0);

        assertThat(recommender.similar("a", request))
                .extracting(Similar::product)
                .containsExactly("p1", "p4", "p5");
        Request onePerCategory = new Request(
                "",
                Mode.ALL,
                3,
                java.util.Optional.empty(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                false,
                1);
        assertThat(recommender.similar("a", onePerCategory))
                .extracting(Similar::product)
                .containsExactly("p0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void likenessIsTheFormulaFromEitherSide(long seed) {
        Random random = new Random(seed);
        PurchaseModel model = new PurchaseModel();
        Map<String, Product> products = new HashMap<>();
        Map<String, Set<String>> buyers = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            String id = "product-" + i;
            buyers.put(id, new HashSet<>());
            if (i < 50) {
                List<String> tags = new ArrayList<>();
                for (int tag = 0; tag < 12; tag++) {
                    if (random.nextInt(5) == 0) {
                        tags.add("tag-" + tag);
                    }
                }
                products.put(id, product(id, i % 5 == 4 ? "" : "category-" + i % 5, tags.toArray(String[]::new)));
                model.apply(new ShopEvent.ProductChanged(products.get(id)), "");
            }
        }
        for (int i = 0; i < 150; i++) {
            String id = "product-" + (10 + random.nextInt(50));
            String customer = "customer-" + random.nextInt(30);
            buyers.get(id).add(customer);
            model.apply(
                    new ShopEvent.Bought(customer, DAY - random.nextInt(90), List.of(new ShopEvent.Line(id, 1))), "");
        }
        long known = buyers.keySet().stream()
                .filter(id -> model.products.find(id) >= 0)
                .count();

        for (String id : buyers.keySet()) {
            Map<String, Double> expected = new HashMap<>();
            for (String other : buyers.keySet()) {
                double likeness = likeness(id, other, products, buyers, known);
                assertThat(likeness).isCloseTo(likeness(other, id, products, buyers, known), within(1e-12));
                if (!other.equals(id) && likeness > 0) {
                    expected.put(other, likeness);
                }
            }
            List<Similar> ours = similar(model, id);
            assertThat(ours).extracting(Similar::product).containsExactlyInAnyOrderElementsOf(expected.keySet());
            ours.forEach(one -> assertThat(one.likeness()).isCloseTo(expected.get(one.product()), within(1e-6)));
            assertThat(ours)
                    .isSortedAccordingTo(
                            Comparator.comparingDouble(Similar::likeness).reversed());
        }
    }

    private static double likeness(
            String left, String right, Map<String, Product> products, Map<String, Set<String>> buyers, long known) {
        double sum = 0;
        Product one = products.get(left);
        Product two = products.get(right);
        if (one != null && two != null) {
            sum += !one.category().isEmpty() && one.category().equals(two.category()) ? 1 : 0;
            double common = 0;
            double all = 0;
            for (int tag = 0; tag < 12; tag++) {
                String name = "tag-" + tag;
                long with = products.values().stream()
                        .filter(p -> p.tags().contains(name))
                        .count();
                double rarity = Math.log((known + 1.0) / (with + 1.0));
                boolean hasOne = one.tags().contains(name);
                boolean hasTwo = two.tags().contains(name);
                common += hasOne && hasTwo ? rarity : 0;
                all += hasOne || hasTwo ? rarity : 0;
            }
            sum += all > 0 ? common / all : 0;
        }
        Set<String> both = new HashSet<>(buyers.get(left));
        both.retainAll(buyers.get(right));
        sum += both.isEmpty()
                ? 0
                : both.size()
                        / Math.sqrt(buyers.get(left).size()
                                * (double) buyers.get(right).size());
        return sum / 3;
    }
}
