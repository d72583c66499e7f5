package dev.giveback.recommendation.domain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Popular products that a wish allows, to be drawn from. For one call. */
final class Draw {
    /** Products that are drawn from. */
    static final int POPULAR = 200;

    private final Shop shop;
    private final List<Integer> popular = new ArrayList<>(POPULAR);

    Draw(Shop shop, Wish wish, Own own) {
        this.shop = shop;
        int[] all = shop.trends.popular;
        for (int i = 0; i < all.length && popular.size() < POPULAR; i++) {
            if (wish.allows(all[i], own.holds(all[i]))) {
                popular.add(all[i]);
            }
        }
    }

    /** A product that was drawn. */
    record Drawn(int product, long order, Recommendation recommendation) {}

    Stream<Drawn> inOrderOf(ToLongFunction<String> order) {
        return popular.stream()
                .flatMap(product -> drawn(product, order))
                .sorted(Comparator.comparing(Drawn::order, Long::compareUnsigned)
                        .thenComparing(drawn -> drawn.recommendation().product()));
    }

    private Stream<Drawn> drawn(int product, ToLongFunction<String> order) {
        String name = shop.model.products.name(product);
        Fact sold = new Fact.PopularNow(shop.trends.sold14[product]);
        return Stream.ofNullable(name)
                .map(id -> new Drawn(
                        product,
                        order.applyAsLong(id),
                        new Recommendation(id, 1, Strategy.POPULAR_NOW, List.of(sold))));
    }
}
