package dev.giveback.benchmark.report;

import java.util.List;

/** The middle of some figures, and the least and the most of them. */
public record Spread(double median, double least, double most) {
    /** Of at least one figure. The middle of an even number of figures is the mean of the two in the middle. */
    public static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("figures: none (expected: >= 1)");
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.getFirst(), sorted.getLast());
    }
}
