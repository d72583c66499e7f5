package dev.giveback.recommendation.evaluation;

import dev.giveback.recommendation.domain.Mode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The plain methods that the service is compared with, written without any of its code: from the lines, with maps. So they prove the protocol
 * as well, because others published their figures.
 */
final class Baselines {
    private static final int POPULAR_DAYS = 14;
    private static final double HALF_LIFE = 180;
    /** Fills a list when the customer bought fewer than ten products, and never decides before that. */
    private static final double FILL = 1e-6;

    private final Cut cut;
    private final Map<String, Double> popular = new HashMap<>();
    private final Map<String, Map<String, Double>> own = new HashMap<>();

    Baselines(Cut cut) {
        this.cut = cut;
        Set<List<Object>> seen = new HashSet<>();
        for (ShopFiles.Line line : cut.files().lines()) {
            if (line.day() < cut.day() && seen.add(List.of(line.customer(), line.product(), line.day()))) {
                int age = cut.day() - line.day();
                if (age <= POPULAR_DAYS) {
                    popular.merge(line.product(), 1.0, Double::sum);
                }
                if (cut.wanted().containsKey(line.customer())) {
                    own.computeIfAbsent(line.customer(), customer -> new HashMap<>())
                            .merge(line.product(), Math.pow(0.5, age / HALF_LIFE), Double::sum);
                }
            }
        }
    }

    /** What most customers bought within 14 days. */
    Method mostPopular() {
        return (customer, mode) -> best(popular, customer, mode);
    }

    /** How often the customer bought it, halved each 180 days. */
    Method ownFrequency() {
        return (customer, mode) -> {
            Map<String, Double> scores = new HashMap<>(own.getOrDefault(customer, Map.of()));
            popular.forEach((product, sold) -> scores.merge(product, sold * FILL, Double::sum));
            return best(scores, customer, mode);
        };
    }

    private List<String> best(Map<String, Double> scores, String customer, Mode mode) {
        Set<String> owned = cut.owned().getOrDefault(customer, Set.of());
        return scores.entrySet().stream()
                .filter(entry -> mode == Mode.ALL || owned.contains(entry.getKey()) == (mode == Mode.AGAIN))
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(Scores.FIRST)
                .map(Map.Entry::getKey)
                .toList();
    }
}
