package dev.giveback.loyalty.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tiers, and what decides them.
 *
 * @param windowDays length of the rolling window; 0 counts everything
 * @param periodDays how long a tier is kept at least; 0 is for ever
 * @param graceDays after the period's end
 * @param tiers with strictly ascending thresholds
 */
public record TierRules(Metric metric, int windowDays, int periodDays, int graceDays, List<Tier> tiers) {
    /** A program without tiers. */
    public static final TierRules NONE = new TierRules(Metric.POINTS, 0, 0, 0, List.of());

    public TierRules {
        tiers = List.copyOf(tiers);
        Limits.atLeast(0, windowDays, "windowDays");
        Limits.atLeast(0, periodDays, "periodDays");
        Limits.atLeast(0, graceDays, "graceDays");
    }

    /** A tier, reached at this many points or minor units of money in the window. */
    public record Tier(String id, long threshold) {}

    /** What is counted. */
    public enum Metric {
        POINTS,
        SPEND
    }

    /** Id of the highest tier that this count reaches; empty below the first. */
    String reachedBy(long qualifying) {
        String reached = "";
        for (Tier tier : tiers) {
            if (qualifying >= tier.threshold()) {
                reached = tier.id();
            }
        }
        return reached;
    }

    /** The next tier above; null at the top. */
    public @Nullable Tier after(String tierId) {
        int next = rank(tierId) + 1;
        return next < tiers.size() ? tiers.get(next) : null;
    }

    /** Position of a tier, from 0; −1 for none and for a tier that the program no longer has. */
    int rank(String tierId) {
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i).id().equals(tierId)) {
                return i;
            }
        }
        return -1;
    }
}
