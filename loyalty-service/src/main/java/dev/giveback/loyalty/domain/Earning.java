package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.RuleShare;
import dev.giveback.loyalty.domain.EarningRules.Bonus;
import dev.giveback.loyalty.domain.EarningRules.Multiplier;
import dev.giveback.loyalty.domain.EarningRules.Rate;
import dev.giveback.loyalty.domain.pricing.Exact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an order earns under a program's rules. Each line weighs amount × percent; the order's points are the sum of the weights by
 * the rate, rounded down once, plus the bonuses, cut by the caps, and spread over the lines by their weights. Before the caps, points
 * are counted up to {@link Limits#MAX_COUNTED}, so that nothing overflows: no account can hold so many.
 *
 * @param points earned
 * @param cut points that caps cut off
 * @param byLine points of each line
 * @param rules what each rule beyond the rate added; those that added nothing are left out
 * @param byBoost points that each coupon's multiplier added, before caps
 */
@SuppressWarnings("ArrayRecordComponent") // It lives for one decision and is never compared.
record Earning(long points, long cut, long[] byLine, List<RuleShare> rules, long[] byBoost) {
    static final int FULL_PERCENT = 100;

    /** What a coupon multiplies: the points, in percent, of the lines of these places, from 0. */
    record Boost(int percent, List<Integer> lines) {}

    /**
     * Calculates.
     *
     * @param paid what is paid in money for each line; null when that is the list price
     * @param boosts what each adds to 100 percent is summed
     * @param capLeft points that the cap per period still allows; {@link Long#MAX_VALUE} without one
     */
    static Earning of(
            EarningRules rules,
            Facts facts,
            List<Facts.LineFacts> lines,
            long @Nullable [] paid,
            List<Boost> boosts,
            long capLeft) {
        Map<String, Long> weightsByRule = new LinkedHashMap<>();
        LineMultipliers multipliers = LineMultipliers.of(rules, facts);
        long[] weights = new long[lines.size()];
        long weight = 0;
        for (int i = 0; i < weights.length; i++) {
            long amount = paid == null ? lines.get(i).amount() : paid[i];
            weights[i] = weight(multipliers.of(lines.get(i)), amount, weightsByRule);
            weight = Math.addExact(weight, weights[i]);
        }
        return boosts.isEmpty()
                ? plain(rules, facts, lines, weights, weight, weightsByRule, capLeft)
                : BoostedEarning.of(rules, facts, lines, weights, boosts, weightsByRule, capLeft);
    }

    private static Earning plain(
            EarningRules rules,
            Facts facts,
            List<Facts.LineFacts> lines,
            long[] weights,
            long weight,
            Map<String, Long> weightsByRule,
            long capLeft) {
        List<RuleShare> shares = new ArrayList<>();
        addShares(rules, weightsByRule, shares);
        long earned =
                Math.min(Limits.MAX_COUNTED, points(rules.rate(), weight) + bonuses(rules.bonuses(), facts, shares));
        long kept = Math.min(earned, Math.min(capLeft, capPerOrder(rules)));
        return new Earning(
                kept, earned - kept, Exact.spread(kept, spreadable(weights, weight, lines)), shares, new long[0]);
    }

    static void addShares(EarningRules rules, Map<String, Long> weightsByRule, List<RuleShare> shares) {
        weightsByRule.forEach((rule, added) -> addIfAny(shares, rule, signedPoints(rules.rate(), added)));
    }

    private static long weight(List<Multiplier> multipliers, long amount, Map<String, Long> weightsByRule) {
        int percent = FULL_PERCENT;
        for (Multiplier multiplier : multipliers) {
            int added = multiplier.percent() - FULL_PERCENT;
            weightsByRule.merge(multiplier.ruleId(), amount * added, Math::addExact);
            percent += added;
        }
        return Math.multiplyExact(amount, Math.max(0, percent));
    }

    static long bonuses(List<Bonus> bonuses, Facts facts, List<RuleShare> shares) {
        long points = 0;
        for (Bonus bonus : bonuses) {
            if (bonus.condition().holds(facts)) {
                points += bonus.points();
                shares.add(new RuleShare(bonus.ruleId(), bonus.points()));
            }
        }
        return points;
    }

    private static long points(@Nullable Rate rate, long weight) {
        return rate == null
                ? 0
                : Math.min(
                        Limits.MAX_COUNTED,
                        Exact.multiplyDivide(weight, rate.points(), rate.perMinor() * FULL_PERCENT));
    }

    /** Rounded toward zero. */
    private static long signedPoints(@Nullable Rate rate, long weight) {
        return weight < 0 ? -points(rate, -weight) : points(rate, weight);
    }

    private static void addIfAny(List<RuleShare> shares, String ruleId, long points) {
        if (points != 0) {
            shares.add(new RuleShare(ruleId, points));
        }
    }

    static long capPerOrder(EarningRules rules) {
        return rules.maxPointsPerOrder() == 0 ? Long.MAX_VALUE : rules.maxPointsPerOrder();
    }

    /** Weights to spread by: the lines' own; their quantities when all weigh nothing, as in an order of free goods. */
    static long[] spreadable(long[] weights, long weight, List<Facts.LineFacts> lines) {
        return weight > 0
                ? weights
                : lines.stream().mapToLong(Facts.LineFacts::quantity).toArray();
    }
}
