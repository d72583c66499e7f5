package dev.giveback.recommendation.grpc;

import static dev.giveback.recommendation.grpc.TestNode.customer;
import static dev.giveback.recommendation.grpc.TestNode.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.type.Money;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.ShopEvent.PreferencesStated;
import dev.giveback.recommendation.domain.ShopEvent.ProductChanged;
import dev.giveback.recommendation.v1.Mode;
import dev.giveback.recommendation.v1.ProductFilter;
import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.recommendation.v1.Recommendation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Filters, one by one and together, against a brute force that looks at every product of the shop. */
final class FilterOracleTest {
    private static final int PRODUCTS = 90;

    private final TestNode node = TestNode.start(0);
    private final Map<String, Product> catalogue = new HashMap<>();
    private final Map<String, Set<String>> bought = new HashMap<>();
    private final Map<String, String> avoided = new HashMap<>();

    @AfterEach
    void stop() {
        node.close();
    }

    private void fill(Random random) {
        for (int i = 0; i < PRODUCTS; i++) {
            Product product = new Product(
                    "p" + i,
                    "",
                    i % 9 == 8 ? "" : "c" + random.nextInt(6),
                    List.of(),
                    random.nextInt(4) == 0 ? 0 : 100 * (1 + random.nextInt(20)),
                    random.nextInt(4) > 0);
            catalogue.put(product.id(), product);
            node.apply(new ProductChanged(product));
        }
        // Sold, and not in the catalogue.
        for (int i = 0; i < 6; i++) {
            Product product = new Product("unknown" + i, "", "", List.of(), 0, true);
            catalogue.put(product.id(), product);
            bought.computeIfAbsent("customer-6", key -> new HashSet<>()).add(product.id());
            node.bought("customer-6", 1, product.id());
        }
        for (int i = 0; i < 200; i++) {
            String customer = "customer-" + random.nextInt(20);
            String product = "p" + random.nextInt(PRODUCTS);
            bought.computeIfAbsent(customer, key -> new HashSet<>()).add(product);
            node.bought(customer, random.nextInt(60), product);
        }
        for (int i = 0; i < 5; i++) {
            String customer = "customer-" + i;
            avoided.put(customer, "c" + i);
            node.apply(new PreferencesStated(customer, List.of("c5"), List.of("c" + i), Set.of()));
        }
        node.refresh();
    }

    private static RecommendRequest random(Random random) {
        RecommendRequest.Builder call = RecommendRequest.newBuilder()
                .setCustomer(customer("customer-" + random.nextInt(22)))
                .setCount(1 + random.nextInt(100))
                .setModeValue(random.nextInt(4));
        // Half of the calls have one filter, the other half have several.
        int only = random.nextBoolean() ? random.nextInt(6) : -1;
        ProductFilter.Builder filter = ProductFilter.newBuilder();
        if (only == 0 || (only < 0 && random.nextBoolean())) {
            random.ints(random.nextInt(30), 0, PRODUCTS + 5).forEach(i -> filter.addExcludeProductIds("p" + i));
        }
        if (only == 1 || (only < 0 && random.nextBoolean())) {
            random.ints(1 + random.nextInt(3), 0, 8).forEach(i -> filter.addCategories("c" + i));
        }
        if (only == 2 || (only < 0 && random.nextBoolean())) {
            filter.setMaxPrice(Money.newBuilder().setCurrencyCode("GBP").setUnits(1 + random.nextInt(20)));
        }
        filter.setOnlyAvailable(only == 3 || (only < 0 && random.nextBoolean()));
        if (only == 4 || (only < 0 && random.nextBoolean())) {
            filter.setMaxPerCategory(1 + random.nextInt(4));
        }
        if (only == 5 || (only < 0 && random.nextBoolean())) {
            random.ints(3, 0, PRODUCTS).forEach(i -> call.addBasketProductIds("p" + i));
        }
        return call.setFilter(filter).build();
    }

    private boolean allows(RecommendRequest call, Product product) {
        String customer = call.getCustomer().substring(customer("").length());
        ProductFilter filter = call.getFilter();
        boolean isBought = bought.getOrDefault(customer, Set.of()).contains(product.id());
        boolean fits =
                call.getMode() == Mode.MODE_ONLY_NEW ? !isBought : call.getMode() != Mode.MODE_BUY_AGAIN || isBought;
        return fits
                && !call.getBasketProductIdsList().contains(product.id())
                && !filter.getExcludeProductIdsList().contains(product.id())
                && (filter.getCategoriesCount() == 0
                        || filter.getCategoriesList().contains(product.category()))
                && (!filter.hasMaxPrice()
                        || (product.priceMinor() > 0
                                && product.priceMinor() <= filter.getMaxPrice().getUnits() * 100))
                && product.available()
                && (!filter.getOnlyAvailable() || !product.id().startsWith("unknown"))
                && !product.category().equals(avoided.getOrDefault(customer, "none"));
    }

    private Product entry(String id) {
        return Objects.requireNonNull(catalogue.get(id));
    }

    private int possible(RecommendRequest call) {
        Map<String, Integer> perCategory = new HashMap<>();
        catalogue.values().stream()
                .filter(product -> allows(call, product))
                .forEach(product -> perCategory.merge(product.category(), 1, Integer::sum));
        int most = call.getFilter().getMaxPerCategory();
        int sum = 0;
        for (Map.Entry<String, Integer> category : perCategory.entrySet()) {
            sum += most == 0 || category.getKey().isEmpty() ? category.getValue() : Math.min(most, category.getValue());
        }
        return Math.min(call.getCount(), sum);
    }

    @Test
    void whatIsListedPassesAndAsMuchIsListedAsThereIs() {
        Random random = new Random(7);
        fill(random);
        int filtered = 0;

        for (int i = 0; i < 1500; i++) {
            RecommendRequest call = random(random);
            List<String> ids = new ArrayList<>();
            for (Recommendation one : node.recommendations().recommend(call).getRecommendationsList()) {
                ids.add(one.getProduct().substring(product("").length()));
            }
            assertThat(ids).as(call.toString()).doesNotHaveDuplicates().hasSize(possible(call));
            assertThat(ids).as(call.toString()).allMatch(id -> allows(call, entry(id)));
            int most = call.getFilter().getMaxPerCategory();
            if (most > 0) {
                Map<String, Integer> perCategory = new HashMap<>();
                ids.forEach(id -> perCategory.merge(entry(id).category(), 1, Integer::sum));
                perCategory.remove("");
                assertThat(perCategory.values()).allMatch(count -> count <= most);
            }
            // A filter that lets through what is not allowed, or leaves out what is, would be noticed in these calls.
            filtered += ids.size() < PRODUCTS && possible(call) > 0 ? 1 : 0;
        }
        assertThat(filtered).isGreaterThan(1000);
    }
}
