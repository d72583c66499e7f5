package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.RuleShare;
import dev.giveback.loyalty.domain.Earning.Boost;
import dev.giveback.loyalty.domain.EarningRules.Rate;
import dev.giveback.loyalty.domain.pricing.Exact;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an order earns when coupons multiply points. The factors come after the program's own rules, so weights can be larger than a
 * long holds; the checkout without such coupons never comes here.
 */
final class BoostedEarning {
    private static final BigInteger FULL_PERCENT = BigInteger.valueOf(Earning.FULL_PERCENT);

    private BoostedEarning() {}

    static Earning of(
            EarningRules rules,
            Facts facts,
            List<Facts.LineFacts> lines,
            long[] weights,
            List<Boost> boosts,
            Map<String, Long> weightsByRule,
            long capLeft) {
        BigInteger[] boosted = boosted(weights, boosts);
        BigInteger weight = Arrays.stream(boosted).reduce(BigInteger.ZERO, BigInteger::add);
        List<RuleShare> shares = new ArrayList<>();
        Earning.addShares(rules, weightsByRule, shares);
        long earned = Math.min(
                Limits.MAX_COUNTED, points(rules.rate(), weight) + Earning.bonuses(rules.bonuses(), facts, shares));
        long kept = Math.min(earned, Math.min(capLeft, Earning.capPerOrder(rules)));
        long[] byLine = weight.signum() > 0
                ? Exact.spread(kept, boosted)
                : Exact.spread(kept, Earning.spreadable(weights, 0, lines));
        return new Earning(kept, earned - kept, byLine, shares, byBoost(rules.rate(), weights, boosts));
    }

    private static BigInteger[] boosted(long[] weights, List<Boost> boosts) {
        long[] percents = new long[weights.length];
        Arrays.fill(percents, Earning.FULL_PERCENT);
        boosts.forEach(
                boost -> boost.lines().forEach(line -> percents[line] += boost.percent() - Earning.FULL_PERCENT));
        BigInteger[] boosted = new BigInteger[weights.length];
        for (int i = 0; i < boosted.length; i++) {
            boosted[i] = BigInteger.valueOf(weights[i]).multiply(BigInteger.valueOf(percents[i]));
        }
        return boosted;
    }

    private static long[] byBoost(@Nullable Rate rate, long[] weights, List<Boost> boosts) {
        long[] points = new long[boosts.size()];
        for (int i = 0; i < points.length; i++) {
            BigInteger weight = BigInteger.ZERO;
            for (int line : boosts.get(i).lines()) {
                weight = weight.add(BigInteger.valueOf(weights[line]));
            }
            long added = boosts.get(i).percent() - (long) Earning.FULL_PERCENT;
            points[i] = points(rate, weight.multiply(BigInteger.valueOf(added)));
        }
        return points;
    }

    private static long points(@Nullable Rate rate, BigInteger weight) {
        return rate == null
                ? 0
                : weight.multiply(BigInteger.valueOf(rate.points()))
                        .divide(BigInteger.valueOf(rate.perMinor())
                                .multiply(FULL_PERCENT)
                                .multiply(FULL_PERCENT))
                        .min(BigInteger.valueOf(Limits.MAX_COUNTED))
                        .longValueExact();
    }
}
