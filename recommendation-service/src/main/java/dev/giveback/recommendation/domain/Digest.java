package dev.giveback.recommendation.domain;

import org.jspecify.annotations.Nullable;

/**
 * A number that two models share when they hold the same, whatever the order in which they came to it, and whatever they held once. No protection
 * against intent.
 */
final class Digest {
    private Digest() {}

    static long of(PurchaseModel model) {
        long sum = 0;
        for (int customer = 0; customer < model.customers.size(); customer++) {
            String name = model.customers.name(customer);
            if (name != null
                    && (model.history(customer).size() > 0
                            || model.stated(customer).saysAnything())) {
                sum += mix(text(name) + history(model, customer) + preferences(model, customer));
            }
        }
        for (int product = 0; product < model.products.size(); product++) {
            String name = model.products.name(product);
            Entry entry = model.entries.get(product);
            if (name != null && (entry != null || model.buyers(product).size() > 0)) {
                sum += mix(text(name) + 31L * buyers(model, product) + (entry == null ? 0 : product(entry.product())));
            }
        }
        return mix(sum + text(model.position()));
    }

    private static long history(PurchaseModel model, int customer) {
        History history = model.history(customer);
        long sum = 0;
        for (int basket = 0; basket < history.baskets(); basket++) {
            for (int row = history.start(basket); row < history.end(basket); row++) {
                sum += mix(mix(history.day(basket))
                        + text(model.products.name(history.product(row)))
                        + history.units(row));
            }
        }
        return sum;
    }

    private static long preferences(PurchaseModel model, int customer) {
        Stated stated = model.stated(customer);
        return mix(categories(model, stated.preferred()) + 31L * categories(model, stated.avoided()))
                + stated.objections();
    }

    private static long categories(PurchaseModel model, int[] categories) {
        long sum = 7;
        for (int category : categories) {
            sum = mix(31 * sum + text(model.categories.name(category)));
        }
        return sum;
    }

    private static long product(Product product) {
        long sum = text(product.displayName()) + 31L * text(product.category());
        for (String tag : product.tags()) {
            sum = mix(31 * sum + text(tag));
        }
        return mix(31 * sum + product.priceMinor()) + (product.available() ? 1 : 0);
    }

    private static long buyers(PurchaseModel model, int product) {
        Buyers buyers = model.buyers(product);
        long sum = 0;
        for (int row = 0; row < buyers.size(); row++) {
            sum += mix(mix(buyers.day(row)) + text(model.customers.name(buyers.customer(row))));
        }
        return sum;
    }

    private static long text(@Nullable String text) {
        long hash = 1125899906842597L;
        for (int i = 0; text != null && i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return mix(hash);
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
