package dev.giveback.torture.process;

import java.util.Arrays;
import java.util.Optional;

/**
 * Tells a series that grows from one that is flat but restless. The slope is the middle one of all pairs of samples (Theil and Sen), so that
 * a few outliers do not move it; and the growth must be beyond chance (Mann and Kendall).
 *
 * @param name of what is measured
 * @param mostGrowth that is still flat, from the first sample to the last, as a part of the middle value
 */
record Trend(String name, double mostGrowth) {
    /** So many standard deviations from what a series without a trend shows; 1 in 700 is beyond it by chance. */
    private static final double BEYOND_CHANCE = 3;

    private static final int FEWEST = 10;

    /** What is wrong with these samples, taken at equal times; empty when they are flat. */
    Optional<String> finding(double[] samples) {
        if (samples.length < FEWEST) {
            return Optional.of(name + ": " + samples.length + " samples prove nothing (expected: >= " + FEWEST + ")");
        }
        double growth = slope(samples) * (samples.length - 1) / Math.max(1e-9, middle(samples));
        return growth > mostGrowth && deviations(samples) > BEYOND_CHANCE
                ? Optional.of(name + " grew by " + Math.round(growth * 100) + " % of " + Math.round(middle(samples))
                        + " in " + samples.length + " samples (expected: <= " + Math.round(mostGrowth * 100) + " %)")
                : Optional.empty();
    }

    /** By how much it grows from one sample to the next. */
    private static double slope(double[] samples) {
        int count = samples.length;
        double[] slopes = new double[count * (count - 1) / 2];
        int at = 0;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                slopes[at++] = (samples[j] - samples[i]) / (j - i);
            }
        }
        return middle(slopes);
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /** How far the number of pairs that grow is from that of pairs that shrink, in standard deviations; pairs of equals say nothing. */
    private static double deviations(double[] samples) {
        double count = samples.length;
        double score = 0;
        for (int i = 0; i < samples.length; i++) {
            for (int j = i + 1; j < samples.length; j++) {
                score += Double.compare(samples[j], samples[i]);
            }
        }
        return score / Math.sqrt(count * (count - 1) * (2 * count + 5) / 18);
    }
}
