package dev.giveback.recommendation.offers;

import java.util.Set;

/**
 * What a campaign's terms say, as far as its worth follows from them. Conditions in CEL count as if they held.
 *
 * @param campaign its id
 * @param products eligible ones, beside those of the categories; with both empty all are
 * @param minimumMinor what the eligible products of an order must come to; 0 for nothing
 * @param maximumMinor the most that it takes off; 0 for no limit
 * @param points that it costs; 0 for none
 * @param costMinor what these points would pay at a checkout; 0 when points do not pay there
 */
record Deal(
        String campaign,
        String displayName,
        Benefit benefit,
        Set<String> products,
        Set<String> categories,
        Set<String> excludedProducts,
        Set<String> excludedCategories,
        long minimumMinor,
        long maximumMinor,
        long points,
        long costMinor) {
    Deal {
        products = Set.copyOf(products);
        categories = Set.copyOf(categories);
        excludedProducts = Set.copyOf(excludedProducts);
        excludedCategories = Set.copyOf(excludedCategories);
    }

    /** Whether it is for whatever is in the order. */
    boolean isForAll() {
        return products.isEmpty() && categories.isEmpty();
    }

    /** Whether a line of this product is eligible. */
    boolean isFor(Likely product) {
        return (isForAll() || products.contains(product.id()) || categories.contains(product.category()))
                && !excludedProducts.contains(product.id())
                && !excludedCategories.contains(product.category());
    }

    /** Whether it is for categories alone, all of which the customer avoids. */
    boolean isAvoided(Set<String> avoided) {
        return products.isEmpty() && !categories.isEmpty() && avoided.containsAll(categories);
    }
}
