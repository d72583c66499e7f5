package dev.giveback.recommendation.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Events that may happen, in an order that mostly is that of the days. The same seed gives the same ones. */
final class RandomShop {
    private RandomShop() {}

    static List<ShopEvent> events(long seed, int count) {
        Random random = new Random(seed);
        List<ShopEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int day = Math.max(0, 100 + i / 5 - (random.nextInt(10) == 0 ? random.nextInt(60) : 0));
            String customer = "customer-" + random.nextInt(30);
            events.add(
                    switch (random.nextInt(24)) {
                        case 0 -> new ShopEvent.TakenBack(customer, day, line(random));
                        case 1 -> new ShopEvent.ProductChanged(product(random));
                        case 2 -> stated(random, customer);
                        case 3 ->
                            random.nextInt(4) == 0
                                    ? new ShopEvent.CustomerErased(customer)
                                    : new ShopEvent.TakenBack(customer, day, line(random));
                        case 5 ->
                            new ShopEvent.Corrected(
                                    customer, day, List.of(line(random)), day - 1, List.of(line(random), line(random)));
                        case 4 ->
                            random.nextInt(4) == 0
                                    ? new ShopEvent.CustomersMerged(customer, "customer-" + random.nextInt(30))
                                    : new ShopEvent.TakenBack(customer, day, line(random));
                        default -> bought(random, customer, day);
                    });
        }
        return events;
    }

    static ShopEvent.Bought bought(Random random, String customer, int day) {
        List<ShopEvent.Line> lines = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            lines.add(line(random));
        }
        return new ShopEvent.Bought(customer, day, lines);
    }

    private static ShopEvent.PreferencesStated stated(Random random, String customer) {
        Set<Objection> objections = switch (random.nextInt(8)) {
            case 0 -> Set.of(Objection.LEARNING_FROM_PURCHASES);
            case 1 -> Set.of(Objection.PERSONAL_RECOMMENDATIONS);
            default -> Set.of();
        };
        return new ShopEvent.PreferencesStated(
                customer,
                List.of("category-" + random.nextInt(5)),
                List.of("category-" + (5 + random.nextInt(5))),
                objections);
    }

    private static ShopEvent.Line line(Random random) {
        return new ShopEvent.Line("product-" + (int) Math.abs(random.nextGaussian() * 15), 1 + random.nextInt(3));
    }

    private static Product product(Random random) {
        return new Product(
                "product-" + random.nextInt(50),
                "word-" + random.nextInt(9) + " word-" + random.nextInt(9),
                "category-" + random.nextInt(5),
                List.of("tag-" + random.nextInt(9)),
                random.nextInt(1000),
                random.nextBoolean());
    }

    static PurchaseModel model(List<ShopEvent> events) {
        PurchaseModel model = new PurchaseModel();
        for (int i = 0; i < events.size(); i++) {
            model.apply(events.get(i), String.valueOf(i));
        }
        return model;
    }
}
