package dev.giveback.recommendation.domain;

/** Paired differences, one a customer: their mean and the half width of its interval of 95 % by the normal approximation. */
public final class Differences {
    private static final double NORMAL_95 = 1.959964;

    private int count;
    private double mean;
    private double squares;

    /** Takes one in (Welford's way, which does not lose digits). */
    public void add(double difference) {
        count++;
        double off = difference - mean;
        mean += off / count;
        squares += off * (difference - mean);
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** Their mean, 0 when there are none. */
    public double mean() {
        return mean;
    }

    /** Infinite below two of them. */
    public double halfWidth() {
        return count < 2 ? Double.POSITIVE_INFINITY : NORMAL_95 * Math.sqrt(squares / (count - 1) / count);
    }
}
