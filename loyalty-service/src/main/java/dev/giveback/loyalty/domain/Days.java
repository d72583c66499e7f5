package dev.giveback.loyalty.domain;

import java.util.Map;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/**
 * What a customer's orders came to by day of purchase, less refunds. Tiers and caps are counted from it. No day is ever dropped, because
 * a purchase of any age may come; there are no more days than orders, whose ids are kept for ever too.
 *
 * @param byDay days since 1970-01-01 in the program's zone
 * @param all the sum over all days
 */
public record Days(PSortedMap<Long, Count> byDay, Count all) {
    static final Days NONE = new Days(TreePMap.empty(), Count.ZERO);

    /** Points earned and not taken back, and minor units of money spent and not refunded. */
    public record Count(long points, long spend) {
        /** Nothing. */
        public static final Count ZERO = new Count(0, 0);

        /** The sum of both. */
        public Count plus(Count other) {
            return new Count(Math.addExact(points, other.points), Math.addExact(spend, other.spend));
        }
    }

    Days plus(long day, long points, long spend) {
        Count count = new Count(points, spend);
        return new Days(byDay.plus(day, byDay.getOrDefault(day, Count.ZERO).plus(count)), all.plus(count));
    }

    /** What these and those of another customer came to. */
    Days plusAll(Days other) {
        Days sum = this;
        for (Map.Entry<Long, Count> day : other.byDay.entrySet()) {
            sum = sum.plus(day.getKey(), day.getValue().points(), day.getValue().spend());
        }
        return sum;
    }

    /** Sum over the days from this one on. */
    Count since(long firstDay) {
        return sum(byDay.tailMap(firstDay, true));
    }

    /** Sum over the days from the first up to, but without, the one given last. */
    Count between(long firstDay, long endDay) {
        return sum(byDay.subMap(firstDay, true, endDay, false));
    }

    private static Count sum(PSortedMap<Long, Count> days) {
        Count sum = Count.ZERO;
        for (Count day : days.values()) {
            sum = sum.plus(day);
        }
        return sum;
    }
}
