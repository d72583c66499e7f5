package dev.giveback.recommendation.evaluation;

import dev.giveback.recommendation.domain.Mode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The plain methods that the service is compared with, written without any of its code: from the lines, with maps. So they prove the protocol
 * as well, because others published their figures.
 */
final class Baselines {
    private static final int POPULAR_DAYS = 14;
    private static final double HALF_LIFE = 180;
    /** What is popular decides among equals, and fills a list when the customer bought fewer than ten products. */
    private static final double FILL = 1e-6;

    private final Cut cut;
    private final Map<String, Double> sold = new HashMap<>();
    private final Map<String, Map<String, Double>> own = new HashMap<>();
    private final List<String> popular;

    Baselines(Cut cut) {
        this.cut = cut;
        Map<String, Integer> lastDay = new HashMap<>();
        for (ShopFiles.Line line : cut.files().lines()) {
            Integer last = line.day() < cut.day()
                    ? lastDay.put(line.customer() + '\n' + line.product(), line.day())
                    : Integer.valueOf(line.day());
            if (last == null || last != line.day()) {
                count(line);
            }
        }
        popular = sorted(sold).toList();
    }

    private void count(ShopFiles.Line line) {
        int age = cut.day() - line.day();
        if (age <= POPULAR_DAYS) {
            sold.merge(line.product(), 1.0, Double::sum);
        }
        if (cut.wanted().containsKey(line.customer())) {
            own.computeIfAbsent(line.customer(), customer -> new HashMap<>())
                    .merge(line.product(), Math.pow(0.5, age / HALF_LIFE), Double::sum);
        }
    }

    /** What most customers bought within 14 days. */
    Method mostPopular() {
        return (customer, mode) -> first(popular.stream(), customer, mode);
    }

    /** How often the customer bought it, halved each 180 days. */
    Method ownFrequency() {
        return (customer, mode) -> {
            Map<String, Double> scores = new HashMap<>(own.getOrDefault(customer, Map.of()));
            scores.replaceAll((product, often) -> often + FILL * sold.getOrDefault(product, 0.0));
            Set<String> mine = new HashSet<>(scores.keySet());
            return first(
                    Stream.concat(sorted(scores), popular.stream().filter(product -> !mine.contains(product))),
                    customer,
                    mode);
        };
    }

    private static Stream<String> sorted(Map<String, Double> scores) {
        return scores.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
    }

    private List<String> first(Stream<String> products, String customer, Mode mode) {
        Set<String> owned = cut.owned().getOrDefault(customer, Set.of());
        return products.filter(product -> mode == Mode.ALL || owned.contains(product) == (mode == Mode.AGAIN))
                .limit(Scores.FIRST)
                .toList();
    }
}
