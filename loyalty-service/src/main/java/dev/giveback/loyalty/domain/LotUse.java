package dev.giveback.loyalty.domain;

import java.util.List;

/** Points of one lot. */
public record LotUse(long lotId, long points) {
    public LotUse {
        Limits.atLeast(1, points, "points");
    }

    /** All points of these. */
    public static long sum(List<LotUse> uses) {
        long sum = 0;
        for (LotUse use : uses) {
            sum += use.points;
        }
        return sum;
    }
}
