package dev.giveback.loyalty.domain.pricing;

/** What money earns: {@code points} for each {@code perMinor} minor units, as an exact fraction; no points when buying earns none. */
public record PointsRate(long points, long perMinor) {
    /** Buying earns nothing. */
    public static final PointsRate NONE = new PointsRate(0, 1);

    public PointsRate {
        Require.between(0, points, Long.MAX_VALUE, "points");
        Require.between(1, perMinor, Long.MAX_VALUE, "perMinor");
    }

    /** Points that a multiplier of this percentage adds to what this much money earns, rounded down. */
    long added(long minor, int percent) {
        return Exact.multiplyDivide(
                Math.multiplyExact(minor, percent - 100L), points, Math.multiplyExact(perMinor, 100L));
    }
}
