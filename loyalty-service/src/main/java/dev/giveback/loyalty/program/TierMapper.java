package dev.giveback.loyalty.program;

import dev.giveback.loyalty.domain.TierRules;
import dev.giveback.loyalty.domain.TierRules.Metric;
import dev.giveback.loyalty.v1.Tier;
import dev.giveback.loyalty.v1.TierMetric;
import dev.giveback.loyalty.v1.TierPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps the part of a program that says which tiers there are. */
final class TierMapper {
    private static final String PATH = "program.tiers";

    private TierMapper() {}

    /** The rules; null if what they count is not known. */
    static @Nullable TierRules map(TierPolicy policy, FieldErrors errors) {
        List<TierRules.Tier> tiers = new ArrayList<>();
        FieldErrors.Unique ids = errors.unique("tier id");
        long previous = -1;
        for (int i = 0; i < policy.getTiersCount(); i++) {
            Tier tier = policy.getTiers(i);
            String path = PATH + ".tiers[" + i + "]";
            ids.add(path + ".tier_id", tier.getTierId());
            if (tier.getThreshold() <= previous) {
                errors.add(path + ".threshold", "must be more than that of the tier before, " + previous);
            }
            previous = tier.getThreshold();
            tiers.add(new TierRules.Tier(tier.getTierId(), tier.getThreshold()));
        }
        @Nullable Metric metric = metric(policy.getMetric());
        if (metric == null) {
            errors.add(PATH + ".metric", "is not a value that this version knows");
            return null;
        }
        return new TierRules(metric, policy.getWindowDays(), policy.getPeriodDays(), policy.getGraceDays(), tiers);
    }

    private static @Nullable Metric metric(TierMetric metric) {
        return switch (metric) {
            case TIER_METRIC_UNSPECIFIED, TIER_METRIC_POINTS -> Metric.POINTS;
            case TIER_METRIC_SPEND -> Metric.SPEND;
            case UNRECOGNIZED -> null;
        };
    }
}
