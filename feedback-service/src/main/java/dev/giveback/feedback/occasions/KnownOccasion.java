package dev.giveback.feedback.occasions;

import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Occasion;
import java.time.Instant;
import java.util.List;

/**
 * An occasion of a customer, with what conditions look at beside the order.
 *
 * @param happened when it happened, which of what was imported is long before it was recorded
 * @param products of the order's lines, each once, at most {@link #MAX_PRODUCTS}
 * @param orderCount orders of the customer, this one among them
 * @param points that can be spent right after it; of points that expire, those
 */
public record KnownOccasion(
        CustomerId customer,
        Occasion occasion,
        Instant happened,
        Instant recorded,
        List<String> products,
        long orderCount,
        long points,
        boolean isMember) {
    /** Products of one order that a condition sees. */
    public static final int MAX_PRODUCTS = 100;

    public KnownOccasion {
        if (products.stream().anyMatch(product -> product.indexOf('\0') >= 0)) {
            products = products.stream()
                    .map(product -> product.replace('\0', '\uFFFD'))
                    .toList();
        } else {
            products = List.copyOf(products);
        }
    }

    /** The same of another occasion. */
    public KnownOccasion with(Occasion other) {
        return new KnownOccasion(customer, other, happened, recorded, products, orderCount, points, isMember);
    }

    /** One without an order, of which nothing more is known. */
    public static KnownOccasion plain(CustomerId customer, Occasion occasion, Instant recorded) {
        return new KnownOccasion(customer, occasion, recorded, recorded, List.of(), 0, 0, false);
    }

    /** The same with the points as they are when it is looked at. */
    public KnownOccasion withPoints(long now) {
        return new KnownOccasion(customer, occasion, happened, recorded, products, orderCount, now, isMember);
    }
}
