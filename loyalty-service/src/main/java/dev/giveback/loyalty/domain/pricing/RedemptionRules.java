package dev.giveback.loyalty.domain.pricing;

/**
 * What points are worth: n points pay floor(n × valueMinor ÷ points) minor units.
 *
 * @param minPoints the fewest of one checkout; 0 is none
 * @param maxPercent of what an order costs after its discounts, 1 to 100
 */
public record RedemptionRules(long points, long valueMinor, long minPoints, int maxPercent) {
    public RedemptionRules {
        Require.between(1, points, Long.MAX_VALUE, "points");
        Require.between(1, valueMinor, Long.MAX_VALUE, "valueMinor");
        Require.between(0, minPoints, Long.MAX_VALUE, "minPoints");
        Require.between(1, maxPercent, 100, "maxPercent");
    }

    /** What so many points are worth. */
    public long worth(long number) {
        return Exact.multiplyDivide(number, valueMinor, points);
    }

    /** The fewest points that are worth this much. */
    long pointsFor(long minor) {
        return Exact.multiplyDivideUp(minor, points, valueMinor);
    }
}
