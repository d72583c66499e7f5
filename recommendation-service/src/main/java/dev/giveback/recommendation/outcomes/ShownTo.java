package dev.giveback.recommendation.outcomes;

import java.util.List;

/**
 * A list that was shown to a customer.
 *
 * @param customer without the program
 * @param personalization the contract's number
 * @param products in their order, each once
 * @param strategies the contract's numbers, one a product
 */
record ShownTo(
        String listId,
        String customer,
        int personalization,
        String page,
        long showMillis,
        List<String> products,
        List<Integer> strategies) {
    ShownTo {
        products = List.copyOf(products);
        strategies = List.copyOf(strategies);
        if (products.size() != strategies.size()) {
            throw new IllegalArgumentException(
                    "strategies: " + strategies.size() + " (expected: " + products.size() + ", one a product)");
        }
    }
}
