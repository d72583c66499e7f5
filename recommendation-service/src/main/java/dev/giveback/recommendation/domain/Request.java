package dev.giveback.recommendation.domain;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * For whom, and what may be recommended.
 *
 * @param customer unknown ones get what is popular, as do empty ones
 * @param count 1 to {@link #MAX_COUNT}
 * @param only one strategy alone, or none for what is best
 * @param basket products in the basket now: what goes with them counts as much as with the last purchases, and they are not recommended
 * @param preferred categories to prefer this time, beside those that the customer stated
 * @param exclude products that are not wanted
 * @param categories the only categories wanted, or empty for all
 * @param avoid categories that are left out
 * @param maxPriceMinor 0 for any price; products without a price are dropped when it is given
 * @param onlyAvailable drops what the catalogue does not have; what it has as not available is dropped anyway
 * @param maxPerCategory at most so many of one category, 0 for any number; products without a category are not counted
 */
public record Request(
        String customer,
        Mode mode,
        int count,
        Optional<Strategy> only,
        List<String> basket,
        List<String> preferred,
        Set<String> exclude,
        Set<String> categories,
        Set<String> avoid,
        long maxPriceMinor,
        boolean onlyAvailable,
        int maxPerCategory) {
    /** The most that can be asked for. */
    public static final int MAX_COUNT = 100;

    public Request {
        if (count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("count: " + count + " (expected: 1 to " + MAX_COUNT + ")");
        }
        if (maxPriceMinor < 0 || maxPerCategory < 0) {
            throw new IllegalArgumentException(
                    "maxPriceMinor, maxPerCategory: " + maxPriceMinor + ", " + maxPerCategory + " (expected: >= 0)");
        }
        basket = List.copyOf(basket);
        preferred = List.copyOf(preferred);
        exclude = Set.copyOf(exclude);
        categories = Set.copyOf(categories);
        avoid = Set.copyOf(avoid);
    }

    /** Without any wish. */
    public static Request of(String customer, Mode mode, int count) {
        return new Request(
                customer,
                mode,
                count,
                Optional.empty(),
                List.of(),
                List.of(),
                Set.of(),
                Set.of(),
                Set.of(),
                0,
                false,
                0);
    }

    /** Whether the order of products is the same as without any wish, so that wishes only leave some of them out. */
    boolean isPlain() {
        return only.isEmpty() && basket.isEmpty() && preferred.isEmpty();
    }

    /** The same by one strategy alone. */
    public Request by(Strategy strategy) {
        return new Request(
                customer,
                mode,
                count,
                Optional.of(strategy),
                basket,
                preferred,
                exclude,
                categories,
                avoid,
                maxPriceMinor,
                onlyAvailable,
                maxPerCategory);
    }
}
