package dev.giveback.loyalty.domain;

import java.util.Map;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * What a customer's orders came to by day of purchase, less refunds. Tiers and caps are counted from it.
 *
 * @param byDay days since 1970-01-01 in the program's zone
 * @param before the days that are kept no longer
 * @param all days, those before too
 */
public record Days(PSortedMap<Long, Count> byDay, Count before, Count all) {
    static final Days NONE = new Days(TreePMap.empty(), Count.ZERO, Count.ZERO);
    private static final int KEPT_DAYS = 3_660;

    /** Points earned and minor units of money spent. */
    public record Count(long points, long spend) {
        static final Count ZERO = new Count(0, 0);

        /** The sum of both. */
        public Count plus(Count other) {
            return new Count(Math.addExact(points, other.points), Math.addExact(spend, other.spend));
        }
    }

    Days plus(long day, long points, long spend) {
        Count count = new Count(points, spend);
        PSortedMap<Long, Count> next =
                byDay.plus(day, byDay.getOrDefault(day, Count.ZERO).plus(count));
        long oldest = next.firstKey();
        Count gone = before;
        if (oldest < next.lastKey() - KEPT_DAYS) {
            gone = gone.plus(next.getOrDefault(oldest, Count.ZERO));
            next = next.minus(oldest);
        }
        return new Days(next, gone, all.plus(count));
    }

    /** Sum over the days from the first to the last, both included. */
    Count between(long firstDay, long lastDay) {
        Count sum = Count.ZERO;
        for (Map.Entry<Long, Count> day : byDay.descendingMap().entrySet()) {
            if (day.getKey() < firstDay) {
                break;
            }
            sum = day.getKey() <= lastDay ? sum.plus(day.getValue()) : sum;
        }
        return sum;
    }
}
