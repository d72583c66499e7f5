package dev.giveback.feedback.reports;

/**
 * A figure, and the bounds between which it lies with a confidence of 95 %.
 *
 * @param n of how many it is made
 */
public record Interval(double value, double low, double high, long n) {
    /** The normal distribution lies within so many standard deviations with a probability of 95 %. */
    static final double QUANTILE = 1.959963984540054;

    /** A share with Wilson's score interval (Wilson 1927), without correction for continuity; of nothing it is 0, and may be anything. */
    public static Interval ofShare(long hits, long n) {
        if (n == 0) {
            return new Interval(0, 0, 1, 0);
        }
        double share = (double) hits / n;
        double square = QUANTILE * QUANTILE;
        double middle = 2 * hits + square;
        double half = QUANTILE * Math.sqrt(square + 4 * hits * (1 - share));
        double width = 2 * (n + square);
        return new Interval(share, Math.max(0, (middle - half) / width), Math.min(1, (middle + half) / width), n);
    }

    /**
     * The share of one group less that of another: Newcombe's hybrid score interval, made of a Wilson interval for each (Newcombe 1998,
     * Statistics in Medicine 17:873-890, method 10). n counts both groups. Of an empty group nothing is known.
     */
    public static Interval ofDifference(Interval one, Interval other) {
        double difference = one.value - other.value;
        return new Interval(
                difference,
                difference - Math.hypot(one.value - one.low, other.high - other.value),
                difference + Math.hypot(one.high - one.value, other.value - other.low),
                one.n + other.n);
    }

    /** A mean with the interval that the normal distribution gives it, cut at the ends of its scale. */
    static Interval ofMean(double mean, double variance, long n, double lowest, double highest) {
        double half = QUANTILE * Math.sqrt(variance / n);
        return new Interval(mean, Math.max(lowest, mean - half), Math.min(highest, mean + half), n);
    }

    /** The same in another unit. */
    Interval times(double factor) {
        return new Interval(value * factor, low * factor, high * factor, n);
    }
}
