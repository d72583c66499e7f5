package dev.giveback.coupon.domain;

import java.util.Optional;

/** A figure, and the bounds between which it lies with a confidence of 95 %. */
public record Interval(double estimate, double lower, double upper) {
    /** The normal distribution lies within so many standard deviations with a probability of 95 %. */
    static final double QUANTILE = 1.959963984540054;

    /**
     * The share of one group less that of another: Newcombe's hybrid score interval, made of a Wilson interval for each (Newcombe 1998,
     * Statistics in Medicine 17:873-890, method 10). Nothing when a group is empty.
     */
    public static Optional<Interval> ofReturnRates(Group first, Group second) {
        if (first.customers() == 0 || second.customers() == 0) {
            return Optional.empty();
        }
        Interval one = wilson(first.returned(), first.customers());
        Interval other = wilson(second.returned(), second.customers());
        double difference = one.estimate() - other.estimate();
        return Optional.of(new Interval(
                difference,
                difference - Math.hypot(one.estimate() - one.lower(), other.upper() - other.estimate()),
                difference + Math.hypot(one.upper() - one.estimate(), other.estimate() - other.lower())));
    }

    /**
     * The mean spending of one group less that of another, with Welch's standard error and the quantile of the normal distribution. Nothing
     * when a group has fewer than two customers, because nothing is known of how they differ.
     */
    public static Optional<Interval> ofMeans(Group first, Group second) {
        if (first.customers() < 2 || second.customers() < 2) {
            return Optional.empty();
        }
        double difference = first.meanSpent() - second.meanSpent();
        double half =
                QUANTILE * Math.sqrt(first.variance() / first.customers() + second.variance() / second.customers());
        return Optional.of(new Interval(difference, difference - half, difference + half));
    }

    /** Wilson's score interval of a share (Wilson 1927), without correction for continuity. */
    static Interval wilson(long hits, long tries) {
        double share = (double) hits / tries;
        double square = QUANTILE * QUANTILE;
        double middle = 2 * hits + square;
        double half = QUANTILE * Math.sqrt(square + 4 * hits * (1 - share));
        double width = 2 * (tries + square);
        return new Interval(share, Math.max(0, (middle - half) / width), Math.min(1, (middle + half) / width));
    }
}
