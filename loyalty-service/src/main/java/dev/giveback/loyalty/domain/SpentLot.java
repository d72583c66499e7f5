package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Points of one lot that pay for an order or a coupon, with what must be known to give them back when the lot is long gone.
 *
 * @param expires of the lot; null for never
 */
public record SpentLot(long lotId, long points, @Nullable Instant expires) {
    public SpentLot {
        Limits.atLeast(1, points, "points");
    }

    /** The points, as they are taken from their lots. */
    public static List<LotUse> uses(List<SpentLot> spent) {
        return spent.stream().map(lot -> new LotUse(lot.lotId, lot.points)).toList();
    }

    /** All points of these. */
    public static long sum(List<SpentLot> spent) {
        long sum = 0;
        for (SpentLot lot : spent) {
            sum += lot.points;
        }
        return sum;
    }
}
