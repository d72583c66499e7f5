package dev.giveback.recommendation.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model and its scores against a naive shop of maps, which shares no code with them. */
final class OracleTest {
    private static final int DAY = 400;

    /** What is left in the shop: units by customer, day and product. */
    private static final class NaiveShop {
        final Map<String, TreeMap<Integer, Map<String, Integer>>> bought = new TreeMap<>();
        final Set<String> objecting = new HashSet<>();

        void apply(ShopEvent event) {
            switch (event) {
                case ShopEvent.Bought it ->
                    it.lines().forEach(line -> add(it.customer(), it.day(), line.product(), line.units()));
                case ShopEvent.TakenBack it ->
                    takeBack(
                            it.customer(),
                            it.day(),
                            it.line().product(),
                            it.line().units());
                case ShopEvent.Corrected it -> correct(it);
                case ShopEvent.CustomerErased it -> {
                    bought.remove(it.customer());
                    objecting.remove(it.customer());
                }
                case ShopEvent.CustomersMerged it -> merge(it);
                case ShopEvent.PreferencesStated it -> {
                    objecting.remove(it.customer());
                    if (it.objections().contains(Objection.LEARNING_FROM_PURCHASES)) {
                        object(it.customer());
                    }
                }
                case ShopEvent.ProductChanged it -> {}
            }
        }

        private void object(String customer) {
            objecting.add(customer);
            bought.remove(customer);
        }

        private void correct(ShopEvent.Corrected it) {
            Set<String> known = bought.getOrDefault(it.customer(), new TreeMap<>())
                    .getOrDefault(it.dayBefore(), Map.of())
                    .keySet();
            if (it.before().stream().allMatch(line -> known.contains(line.product()))) {
                it.before().forEach(line -> takeBack(it.customer(), it.dayBefore(), line.product(), line.units()));
                it.after().forEach(line -> add(it.customer(), it.day(), line.product(), line.units()));
            }
        }

        private void add(String customer, int day, String product, int units) {
            if (objecting.contains(customer)) {
                return;
            }
            bought.computeIfAbsent(customer, key -> new TreeMap<>())
                    .computeIfAbsent(day, key -> new HashMap<>())
                    .merge(product, units, Integer::sum);
        }

        private void takeBack(String customer, int upTo, String product, int units) {
            int left = units;
            var days = bought.getOrDefault(customer, new TreeMap<>());
            for (int day : new ArrayList<>(days.headMap(upTo, true).descendingKeySet())) {
                Map<String, Integer> basket = days.getOrDefault(day, new HashMap<>());
                int taken = Math.min(left, basket.getOrDefault(product, 0));
                left -= taken;
                basket.computeIfPresent(product, (key, had) -> had == taken ? null : had - taken);
                days.values().removeIf(Map::isEmpty);
            }
        }

        private void merge(ShopEvent.CustomersMerged merged) {
            if (!merged.from().equals(merged.into())) {
                var joining = bought.remove(merged.from());
                if (objecting.remove(merged.from())) {
                    object(merged.into());
                }
                if (joining != null) {
                    joining.forEach((day, basket) ->
                            basket.forEach((product, units) -> add(merged.into(), day, product, units)));
                }
            }
        }

        /** The decayed number of baskets that hold all of these. */
        double baskets(String... products) {
            double sum = 0;
            for (var days : bought.values()) {
                for (var basket : days.entrySet()) {
                    if (basket.getValue().keySet().containsAll(Set.of(products))) {
                        sum += Math.exp(-Math.max(0, DAY - basket.getKey()) / 60.0);
                    }
                }
            }
            return sum;
        }

        Set<String> products() {
            Set<String> products = new HashSet<>();
            bought.values().forEach(days -> days.values().forEach(basket -> products.addAll(basket.keySet())));
            return products;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void historiesAreWhatIsLeft(long seed) {
        NaiveShop naive = new NaiveShop();
        PurchaseModel model = new PurchaseModel();
        for (ShopEvent event : RandomShop.events(seed, 1500)) {
            naive.apply(event);
            model.apply(event, "");
        }

        Map<String, TreeMap<Integer, Map<String, Integer>>> ours = new TreeMap<>();
        Map<String, Integer> buyers = new HashMap<>();
        for (int customer = 0; customer < model.customers.size(); customer++) {
            History history = model.history(customer);
            for (int basket = 0; basket < history.baskets(); basket++) {
                for (int row = history.start(basket); row < history.end(basket); row++) {
                    String product = String.valueOf(model.products.name(history.product(row)));
                    ours.computeIfAbsent(String.valueOf(model.customers.name(customer)), key -> new TreeMap<>())
                            .computeIfAbsent(history.day(basket), key -> new HashMap<>())
                            .put(product, history.units(row));
                    buyers.merge(product, 1, Integer::sum);
                }
            }
        }
        naive.bought.values().removeIf(Map::isEmpty);
        assertThat(ours).isEqualTo(naive.bought);
        for (int product = 0; product < model.products.size(); product++) {
            assertThat(model.buyers(product).size())
                    .isEqualTo(buyers.getOrDefault(String.valueOf(model.products.name(product)), 0));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6})
    void neighboursAreThoseOfTheCosineOfBaskets(long seed) {
        NaiveShop naive = new NaiveShop();
        List<ShopEvent> events = RandomShop.events(seed, 1000);
        events.forEach(naive::apply);
        PurchaseModel model = RandomShop.model(events);
        Shop shop = new Shop(model, DAY);
        Tally tally = new Tally();

        for (String product : naive.products()) {
            Neighbours neighbours = shop.neighbours(model.products.find(product), tally);
            Map<String, Double> expected = new HashMap<>();
            for (String other : naive.products()) {
                double both = other.equals(product) ? 0 : naive.baskets(product, other);
                if (both > 0) {
                    expected.put(other, both / Math.sqrt(naive.baskets(product) * naive.baskets(other)));
                }
            }
            assertThat(neighbours.products()).hasSize(Math.min(Shop.NEIGHBOURS, expected.size()));
            for (int i = 0; i < neighbours.products().length; i++) {
                String other = String.valueOf(model.products.name(neighbours.products()[i]));
                assertThat((double) neighbours.similarities()[i]).isCloseTo(expected.get(other), within(1e-5));
                assertThat(i == 0 || neighbours.similarities()[i] <= neighbours.similarities()[i - 1])
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8})
    void goesWithIsTheSumOverWhatWasBought(long seed) {
        NaiveShop naive = new NaiveShop();
        List<ShopEvent> events = RandomShop.events(seed, 1000);
        events.forEach(naive::apply);
        PurchaseModel model = RandomShop.model(events);
        Shop shop = new Shop(model, DAY);
        Draft draft = new Draft();

        for (var customer : naive.bought.entrySet()) {
            draft.collect(shop, model.customers.find(customer.getKey()), Wish.any(model, Mode.ALL));
            Map<String, Double> often = new HashMap<>();
            customer.getValue()
                    .forEach((day, basket) -> basket.keySet()
                            .forEach(product ->
                                    often.merge(product, Math.pow(0.5, Math.max(0, DAY - day) / 180.0), Double::sum)));
            for (int at = 0; at < draft.size(); at++) {
                String product = String.valueOf(model.products.name(draft.product(at)));
                double sum = 0;
                for (var own : often.entrySet()) {
                    if (!own.getKey().equals(product) && naive.baskets(own.getKey(), product) > 0) {
                        sum += Math.min(1, own.getValue())
                                * naive.baskets(own.getKey(), product)
                                / Math.sqrt(naive.baskets(own.getKey()) * naive.baskets(product));
                    }
                }
                assertThat(draft.goesWith.get(draft.product(at))).isCloseTo(sum, within(1e-4));
                assertThat(draft.own.often.get(draft.product(at)))
                        .isCloseTo(often.getOrDefault(product, 0.0), within(1e-5));
            }
        }
    }
}
