package dev.giveback.recommendation.domain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A shop made by hand, day by day. Day 1,000 is today. */
final class SmallShop {
    static final int TODAY = 1000;

    final PurchaseModel model = new PurchaseModel();
    private int position;

    SmallShop product(String id, String category, long price) {
        return product(new Product(id, "", category, List.of(), price, true));
    }

    SmallShop product(Product product) {
        return apply(new ShopEvent.ProductChanged(product));
    }

    /** So many days ago. */
    SmallShop bought(String customer, int daysAgo, String... products) {
        return apply(new ShopEvent.Bought(
                customer,
                TODAY - daysAgo,
                Arrays.stream(products)
                        .map(product -> new ShopEvent.Line(product, 1))
                        .toList()));
    }

    SmallShop apply(ShopEvent event) {
        model.apply(event, String.valueOf(++position));
        return this;
    }

    List<Recommendation> recommend(Request request) {
        return new Recommender(model, TODAY).recommend(request);
    }

    List<String> products(Request request) {
        return recommend(request).stream().map(Recommendation::product).toList();
    }

    static List<String> list(String... names) {
        return new ArrayList<>(List.of(names));
    }
}
