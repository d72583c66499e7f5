package dev.giveback.recommendation.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a customer's purchases tell.
 *
 * @param categories that the customer buys, the most first, at most {@link #MAX_CATEGORIES}
 * @param repeated what was bought on two days or more, most often first, at most {@link #MAX_REPEATED}
 * @param baskets days with a purchase
 * @param purchases products bought, each day's once
 */
public record LearntTaste(List<Share> categories, List<Repeated> repeated, int baskets, int purchases) {
    /** Categories that are told. */
    public static final int MAX_CATEGORIES = 20;

    /** Repeated purchases that are told. */
    public static final int MAX_REPEATED = 50;

    /** A category's share of the customer's purchases, 0 to 1, newer ones weighing more. */
    public record Share(String category, double share) {}

    /** A product that was bought again. */
    public record Repeated(String product, Fact.BoughtBefore bought) {}

    static LearntTaste of(PurchaseModel model, History history, Own own, Taste taste) {
        return new LearntTaste(categories(model, taste), repeated(model, own), history.baskets(), history.size());
    }

    private static List<Share> categories(PurchaseModel model, Taste taste) {
        List<Share> shares = new ArrayList<>();
        for (int at = 0; at < taste.categories.size(); at++) {
            int category = taste.categories.number(at);
            String name = model.categories.name(category);
            if (name != null) {
                shares.add(new Share(name, taste.share(category)));
            }
        }
        shares.sort(Comparator.comparingDouble(Share::share).reversed().thenComparing(Share::category));
        return List.copyOf(shares.subList(0, Math.min(MAX_CATEGORIES, shares.size())));
    }

    private static List<Repeated> repeated(PurchaseModel model, Own own) {
        List<Repeated> repeated = new ArrayList<>();
        for (int at = 0; at < own.often.size(); at++) {
            String product = model.products.name(own.often.number(at));
            if (own.times(at) > 1 && product != null) {
                int age = Math.max(0, own.age(at));
                repeated.add(new Repeated(product, new Fact.BoughtBefore(own.times(at), Math.round(own.gap(at)), age)));
            }
        }
        repeated.sort(Comparator.comparingInt((Repeated one) -> one.bought().times())
                .reversed()
                .thenComparing(Repeated::product));
        return List.copyOf(repeated.subList(0, Math.min(MAX_REPEATED, repeated.size())));
    }
}
