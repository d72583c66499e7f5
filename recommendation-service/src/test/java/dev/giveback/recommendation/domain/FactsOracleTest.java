package dev.giveback.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fact of every reason against the bare purchases, counted by brute force that shares no code with the model. */
final class FactsOracleTest {
    private static final int DAY = 500;
    private static final int CUSTOMERS = 70;
    private static final int PRODUCTS = 60;
    private static final int MAX_SIMILAR = 40;

    /** That a customer bought a product on a day. */
    private record Purchase(String customer, int day, String product) {}

    /** The shop as a list, and the same events in a model. */
    private static final class BareShop {
        final Set<Purchase> purchases = new HashSet<>();
        final Map<String, String> categories = new HashMap<>();
        final Map<String, Set<String>> stated = new HashMap<>();
        final PurchaseModel model = new PurchaseModel();
        // Found once each: brute force takes its time.
        private final Map<String, List<String>> similar = new HashMap<>();
        private final Map<String, Integer> ranks = new HashMap<>();

        BareShop(long seed) {
            Random random = new Random(seed);
            for (int i = 0; i < PRODUCTS; i++) {
                String product = "product-" + i;
                categories.put(product, i % 7 == 6 ? "" : "category-" + i % 7);
                apply(new ShopEvent.ProductChanged(
                        new Product(product, "", categories.get(product), List.of(), 100, true)));
            }
            for (int i = 0; i < 400; i++) {
                buy(random);
            }
            for (int i = 0; i < 10; i++) {
                String customer = "customer-" + random.nextInt(CUSTOMERS);
                String category = "category-" + random.nextInt(6);
                stated.put(customer, Set.of(category));
                apply(new ShopEvent.PreferencesStated(customer, List.of(category), List.of(), Set.of()));
            }
        }

        private void buy(Random random) {
            String customer = "customer-" + random.nextInt(CUSTOMERS);
            // Half of it lately, the other half around a year ago, and some on the day after the one that is counted
            // from.
            int day = DAY + 1 - random.nextInt(40) - (random.nextBoolean() ? 335 + random.nextInt(20) : 0);
            List<ShopEvent.Line> lines = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                String product = "product-" + random.nextInt(PRODUCTS);
                lines.add(new ShopEvent.Line(product, 1));
                purchases.add(new Purchase(customer, day, product));
            }
            apply(new ShopEvent.Bought(customer, day, lines));
        }

        private void apply(ShopEvent event) {
            model.apply(event, "");
        }

        TreeSet<Integer> days(String customer, String product) {
            TreeSet<Integer> days = new TreeSet<>();
            purchases.stream()
                    .filter(one -> one.customer.equals(customer) && one.product.equals(product))
                    .forEach(one -> days.add(one.day));
            return days;
        }

        int sold(String product, int leastAge, int mostAge) {
            return (int) purchases.stream()
                    .filter(one -> one.product.equals(product))
                    .filter(one -> age(one) >= leastAge && age(one) <= mostAge)
                    .count();
        }

        static int age(Purchase purchase) {
            return Math.max(0, DAY - purchase.day);
        }

        boolean stoodTogether(String left, String right) {
            return purchases.stream()
                    .filter(one -> one.product.equals(left))
                    .anyMatch(one -> purchases.contains(new Purchase(one.customer, one.day, right)));
        }

        List<String> similar(String customer) {
            return similar.computeIfAbsent(customer, this::findSimilar);
        }

        int salesRank(String product) {
            return ranks.computeIfAbsent(product, this::findSalesRank);
        }

        /** By the formula of docs/RECOMMENDATION.md: the cosine of decayed purchases. */
        private List<String> findSimilar(String customer) {
            Map<String, Double> weights = new HashMap<>();
            purchases.stream()
                    .filter(one -> one.customer.equals(customer))
                    .forEach(one -> weights.merge(
                            one.product,
                            (Math.pow(0.5, age(one) / 180.0) + Math.exp(-age(one) / 60.0)) / 2,
                            Double::sum));
            Map<String, Double> alike = new HashMap<>();
            Map<String, Double> squares = new HashMap<>();
            for (Purchase one : purchases) {
                double decayed = Math.exp(-age(one) / 90.0);
                squares.merge(one.customer, decayed * decayed, Double::sum);
                if (!one.customer.equals(customer) && weights.containsKey(one.product)) {
                    alike.merge(one.customer, weights.get(one.product) * decayed, Double::sum);
                }
            }
            alike.replaceAll((other, sum) -> sum / (0.005 + Math.sqrt(squares.get(other))));
            return alike.keySet().stream()
                    .sorted(Comparator.comparing(alike::get).reversed())
                    .limit(MAX_SIMILAR)
                    .toList();
        }

        private int findSalesRank(String product) {
            List<String> best = categories.keySet().stream()
                    .filter(other -> categories.get(other).equals(categories.get(product)) && sold(other, 0, 14) > 0)
                    .sorted(Comparator.comparing((String other) -> sold(other, 0, 14))
                            .reversed()
                            .thenComparing(Comparator.naturalOrder()))
                    .limit(10)
                    .toList();
            return best.indexOf(product) + 1;
        }

        /** How many categories the customer buys clearly more of than of this one. */
        long buysMoreOf(String customer, String category) {
            Map<String, Double> shares = new HashMap<>();
            purchases.stream()
                    .filter(one -> one.customer.equals(customer)
                            && !categories.get(one.product).isEmpty())
                    .forEach(one ->
                            shares.merge(categories.get(one.product), Math.pow(0.5, age(one) / 180.0), Double::sum));
            double own = shares.getOrDefault(category, 0.0);
            return own == 0
                    ? Integer.MAX_VALUE
                    : shares.values().stream()
                            .filter(share -> share > own + 1e-6)
                            .count();
        }

        boolean isTrue(Fact fact, String product, Request request) {
            String customer = request.customer();
            return switch (fact) {
                case Fact.BoughtBefore it -> it.equals(bought(customer, product));
                case Fact.GoesWith it -> isTrue(it, product, request);
                case Fact.SimilarCustomersBought it -> {
                    List<String> similar = similar(customer);
                    yield it.ofCustomers() == similar.size()
                            && it.customers()
                                    == similar.stream()
                                            .filter(other -> days(other, product).stream()
                                                    .anyMatch(day -> DAY - day <= 365))
                                            .count();
                }
                case Fact.PopularNow it -> it.sold() == sold(product, 0, 14);
                case Fact.InCategory it -> {
                    boolean said = request.preferred().contains(it.category())
                            || stated.getOrDefault(customer, Set.of()).contains(it.category());
                    yield it.category().equals(categories.get(product))
                            && it.stated() == said
                            && it.salesRank() == salesRank(product)
                            && (said || buysMoreOf(customer, it.category()) < 3);
                }
                case Fact.SoldAYearAgo it -> it.sold() == sold(product, 337, 364);
            };
        }

        private Fact bought(String customer, String product) {
            TreeSet<Integer> days = days(customer, product);
            int gap = days.size() < 2 ? 0 : Math.round((days.last() - days.first()) / (days.size() - 1f));
            return days.isEmpty()
                    ? new Fact.PopularNow(-1)
                    : new Fact.BoughtBefore(days.size(), gap, Math.max(0, DAY - days.last()));
        }

        private boolean isTrue(Fact.GoesWith it, String product, Request request) {
            boolean isThere = it.daysAgo() == Fact.GoesWith.IN_BASKET
                    ? request.basket().contains(it.other())
                    : !days(request.customer(), it.other()).isEmpty()
                            && it.daysAgo()
                                    == Math.max(
                                            0,
                                            DAY
                                                    - days(request.customer(), it.other())
                                                            .last());
            return isThere && !it.other().equals(product) && stoodTogether(it.other(), product);
        }
    }

    private static List<Request> requests(long seed) {
        Random random = new Random(seed);
        List<Request> requests = new ArrayList<>();
        for (int i = 0; i < CUSTOMERS + 2; i++) {
            for (Mode mode : Mode.values()) {
                Request plain = Request.of("customer-" + i, mode, 10);
                requests.add(plain);
                for (Strategy strategy : Strategy.values()) {
                    requests.add(plain.by(strategy));
                }
                requests.add(new Request(
                        plain.customer(),
                        mode,
                        10,
                        Optional.empty(),
                        List.of("product-" + random.nextInt(PRODUCTS), "product-" + random.nextInt(PRODUCTS)),
                        List.of("category-" + random.nextInt(6)),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        0,
                        false,
                        0));
            }
        }
        return requests;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyFactIsTrue(long seed) {
        BareShop shop = new BareShop(seed);
        Recommender recommender = new Recommender(shop.model, DAY);
        // Weights with which every strategy counts, so that every kind of fact is told beside others too.
        recommender.use(new Learnt(
                DAY,
                Ranking.blend(Weights.of(1, 0.7, 0.6, 0.5, 0.4, 0.3)),
                Ranking.blend(Weights.of(1, 0.7, 0.6, 0.5, 0.4, 0.3)),
                Learnt.Trial.NONE,
                Learnt.Trial.NONE));
        Map<Class<?>, Integer> told = new HashMap<>();

        for (Request request : requests(seed)) {
            for (Recommendation one : recommender.recommend(request)) {
                assertThat(one.facts()).hasSizeLessThanOrEqualTo(Recommendation.MAX_FACTS);
                assertThat(one.facts().stream().map(Object::getClass).distinct())
                        .hasSameSizeAs(one.facts());
                for (Fact fact : one.facts()) {
                    told.merge(fact.getClass(), 1, Integer::sum);
                    assertThat(shop.isTrue(fact, one.product(), request))
                            .as("%s of %s for %s", fact, one.product(), request)
                            .isTrue();
                }
            }
        }

        for (Class<?> kind : Fact.class.getPermittedSubclasses()) {
            assertThat(told.getOrDefault(kind, 0)).as(kind.getSimpleName()).isGreaterThan(50);
        }
    }

    @Test
    void aWrongFactIsCaught() {
        BareShop shop = new BareShop(1);
        Recommender recommender = new Recommender(shop.model, DAY);
        int wrong = 0;

        for (Request request : requests(1)) {
            for (Recommendation one : recommender.recommend(request)) {
                for (Fact fact : one.facts()) {
                    wrong++;
                    assertThat(shop.isTrue(falsified(fact), one.product(), request))
                            .as("%s of %s", falsified(fact), one.product())
                            .isFalse();
                }
            }
        }
        assertThat(wrong).isGreaterThan(1000);
    }

    private static Fact falsified(Fact fact) {
        return switch (fact) {
            case Fact.BoughtBefore it -> new Fact.BoughtBefore(it.times(), it.everyDays(), it.daysAgo() + 1);
            case Fact.GoesWith it -> new Fact.GoesWith(it.other() + "x", it.daysAgo());
            case Fact.SimilarCustomersBought it ->
                new Fact.SimilarCustomersBought(it.customers() + 1, it.ofCustomers());
            case Fact.PopularNow it -> new Fact.PopularNow(it.sold() + 1);
            case Fact.InCategory it -> new Fact.InCategory(it.category(), !it.stated(), it.salesRank());
            case Fact.SoldAYearAgo it -> new Fact.SoldAYearAgo(it.sold() - 1);
        };
    }
}
