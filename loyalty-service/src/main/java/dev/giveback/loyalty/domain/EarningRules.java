package dev.giveback.loyalty.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How points are earned.
 *
 * @param rate base rate; null when only bonuses earn
 * @param maxPointsPerOrder 0 is no cap
 * @param maxPointsPerPeriod 0 is no cap
 * @param period of that cap; null without one
 */
public record EarningRules(
        @Nullable Rate rate,
        List<Multiplier> multipliers,
        Stacking stacking,
        List<Bonus> bonuses,
        long maxPointsPerOrder,
        long maxPointsPerPeriod,
        @Nullable Period period,
        List<Activity> activities) {
    public EarningRules {
        multipliers = List.copyOf(multipliers);
        bonuses = List.copyOf(bonuses);
        activities = List.copyOf(activities);
        Limits.atLeast(0, maxPointsPerOrder, "maxPointsPerOrder");
        Limits.atLeast(0, maxPointsPerPeriod, "maxPointsPerPeriod");
        if (maxPointsPerPeriod > 0 && period == null) {
            throw new IllegalArgumentException("period: null (expected: a period, because there is a cap)");
        }
    }

    /** {@code points} for each {@code perMinor} minor units of money, as an exact fraction. */
    public record Rate(long points, long perMinor) {
        public Rate {
            Limits.atLeast(1, points, "points");
            Limits.atLeast(1, perMinor, "perMinor");
        }
    }

    /** A factor, in percent, on the rate of the lines that the condition holds for. */
    public record Multiplier(String ruleId, Condition condition, int percent) {
        public Multiplier {
            Limits.atLeast(0, percent, "percent");
        }
    }

    /** Fixed points for an order that the condition holds for. */
    public record Bonus(String ruleId, Condition condition, long points) {
        public Bonus {
            Limits.atLeast(1, points, "points");
        }
    }

    /**
     * Points for something other than buying.
     *
     * @param maxTimesPerPeriod 0 is without limit
     * @param period of that limit; null without one
     */
    public record Activity(
            String name,
            long points,
            int maxTimesPerPeriod,
            @Nullable Period period) {
        public Activity {
            Limits.atLeast(1, points, "points");
            Limits.atLeast(0, maxTimesPerPeriod, "maxTimesPerPeriod");
            if (maxTimesPerPeriod > 0 && period == null) {
                throw new IllegalArgumentException("period: null (expected: a period, because there is a limit)");
            }
        }
    }

    /** What several multipliers that match one line do together. */
    public enum Stacking {
        HIGHEST,
        FIRST,
        ADD
    }
}
