package dev.giveback.recommendation.evaluation;

import dev.giveback.recommendation.domain.Differences;
import dev.giveback.recommendation.domain.Mode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How well a method did in one mode: means over the customers who wanted something in it.
 *
 * @param coverage the share of the products sold before the cut that was recommended to anybody
 * @param ndcgOf by customer
 */
public record Scores(double ndcg, double recall, double hit, double mrr, double coverage, Map<String, Double> ndcgOf) {
    /** How many products are recommended. */
    public static final int FIRST = 10;

    /** Asks the method for every customer of the cut. */
    public static Scores of(Cut cut, Method method, Mode mode) {
        Map<String, Double> ndcgOf = new TreeMap<>();
        Set<String> shown = new HashSet<>();
        double recall = 0;
        double hit = 0;
        double mrr = 0;
        for (String customer : cut.wanted().keySet()) {
            Set<String> wanted = wanted(cut, customer, mode);
            if (!wanted.isEmpty()) {
                List<String> list = method.recommend(customer, mode);
                List<Integer> ranks = ranks(list, wanted);
                shown.addAll(list);
                ndcgOf.put(customer, gain(ranks) / gain(ideal(wanted.size())));
                recall += ranks.size() / (double) wanted.size();
                hit += ranks.isEmpty() ? 0 : 1;
                mrr += ranks.isEmpty() ? 0 : 1.0 / ranks.getFirst();
            }
        }
        double customers = Math.max(1, ndcgOf.size());
        double ndcg = ndcgOf.values().stream().mapToDouble(Double::doubleValue).sum() / customers;
        return new Scores(
                ndcg,
                recall / customers,
                hit / customers,
                mrr / customers,
                shown.size() / (double) catalogue(cut),
                ndcgOf);
    }

    private static Set<String> wanted(Cut cut, String customer, Mode mode) {
        Set<String> wanted = new HashSet<>(cut.wanted().getOrDefault(customer, java.util.Collections.emptySortedSet()));
        Set<String> owned = cut.owned().getOrDefault(customer, Set.of());
        wanted.removeIf(product -> mode != Mode.ALL && owned.contains(product) == (mode == Mode.NEW));
        return wanted;
    }

    private static long catalogue(Cut cut) {
        return Math.max(
                1,
                cut.files().lines().stream()
                        .filter(line -> line.day() < cut.day())
                        .map(ShopFiles.Line::product)
                        .distinct()
                        .count());
    }

    private static List<Integer> ranks(List<String> list, Set<String> wanted) {
        return java.util.stream.IntStream.range(0, Math.min(FIRST, list.size()))
                .filter(at -> wanted.contains(list.get(at)))
                .mapToObj(at -> at + 1)
                .toList();
    }

    private static List<Integer> ideal(int wanted) {
        return java.util.stream.IntStream.rangeClosed(1, Math.min(FIRST, wanted))
                .boxed()
                .toList();
    }

    private static double gain(List<Integer> ranks) {
        return ranks.stream().mapToDouble(rank -> 1 / Math.log(1.0 + rank)).sum();
    }

    /** How many customers were asked. */
    public int customers() {
        return ndcgOf.size();
    }

    /** How much better this is than another by NDCG, customer by customer. */
    public Differences over(Scores other) {
        Differences differences = new Differences();
        ndcgOf.forEach((customer, ndcg) -> {
            Double theirs = other.ndcgOf.get(customer);
            if (theirs != null) {
                differences.add(ndcg - theirs);
            }
        });
        return differences;
    }
}
