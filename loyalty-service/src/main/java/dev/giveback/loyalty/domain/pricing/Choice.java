package dev.giveback.loyalty.domain.pricing;

import dev.giveback.loyalty.domain.pricing.Benefit.FreeShipping;
import dev.giveback.loyalty.domain.pricing.Benefit.Gift;
import dev.giveback.loyalty.domain.pricing.Benefit.PointsMultiplier;
import java.util.List;

/**
 * Finds the combination of coupons that serves the customer best: the largest discount, then the more points, then the more gifts, then
 * the fewer coupons, then the first in the order of offers. It looks at every combination that classes and exclusive coupons allow: of at
 * most ten coupons, at most 1,024. Combinations that begin alike share the work of their beginning.
 *
 * <p>Points are estimated: each multiplier counts what it would add, at the base rate, to what its lines still cost before points pay.
 */
final class Choice {
    /** Coupons of one basket. */
    static final int MAX_COUPONS = 10;

    private final List<Candidate> candidates;
    private final PointsRate rate;
    private final boolean hasMultiplier;

    private int best;
    private Score bestScore = new Score(0, 0, 0, 0, 0);

    private Choice(List<Candidate> candidates, PointsRate rate) {
        this.candidates = candidates;
        this.rate = rate;
        this.hasMultiplier = candidates.stream().anyMatch(c -> c.benefit() instanceof PointsMultiplier);
    }

    /** The best combination, as bits of the candidates' places. */
    static int of(List<Candidate> candidates, long[] amounts, long shipping, PointsRate rate) {
        if (candidates.size() > MAX_COUPONS) {
            throw new IllegalArgumentException(
                    "coupons: " + candidates.size() + " (expected: at most " + MAX_COUPONS + ")");
        }
        Choice choice = new Choice(candidates, rate);
        choice.extend(0, new Combination(0, 0, amounts, shipping, 0));
        return choice.best;
    }

    /** Whether these may be used together. */
    static boolean isAllowed(List<Candidate> candidates, int chosen) {
        int classes = 0;
        for (int i = 0; i < candidates.size(); i++) {
            if ((chosen & 1 << i) != 0) {
                Candidate candidate = candidates.get(i);
                boolean isAlone = chosen == 1 << i;
                if ((candidate.terms().isExclusive() && !isAlone) || (classes & candidate.classBit()) != 0) {
                    return false;
                }
                classes |= candidate.classBit();
            }
        }
        return true;
    }

    /** What some coupons leave. */
    @SuppressWarnings("ArrayRecordComponent") // It lives for one search and is never compared.
    private record Combination(int chosen, int classes, long[] left, long shippingLeft, long discount) {}

    private record Score(long discount, long points, int gifts, int coupons, int ids) {
        boolean isBetterThan(Score other) {
            if (discount != other.discount) {
                return discount > other.discount;
            }
            if (points != other.points) {
                return points > other.points;
            }
            if (gifts != other.gifts) {
                return gifts > other.gifts;
            }
            if (coupons != other.coupons) {
                return coupons < other.coupons;
            }
            // Of two combinations of as many coupons, the one that has the first offer which only one has.
            return ids > other.ids;
        }
    }

    private void extend(int from, Combination before) {
        for (int i = from; i < candidates.size(); i++) {
            Candidate candidate = candidates.get(i);
            boolean isFirst = before.chosen() == 0;
            if ((candidate.terms().isExclusive() && !isFirst) || (before.classes() & candidate.classBit()) != 0) {
                continue;
            }
            boolean isLast = candidate.terms().isExclusive() || i == candidates.size() - 1;
            Combination with = with(before, i, candidate, isLast && !hasMultiplier);
            consider(with);
            if (!isLast) {
                extend(i + 1, with);
            }
        }
    }

    private static Combination with(Combination before, int place, Candidate candidate, boolean isTotalEnough) {
        long total = Discount.total(candidate, before.left(), before.shippingLeft());
        boolean isShipping = candidate.benefit() instanceof FreeShipping;
        long[] left = before.left();
        if (total > 0 && !isShipping && !isTotalEnough) {
            left = left.clone();
            long[] parts = Discount.spread(candidate, before.left(), total);
            for (int i = 0; i < parts.length; i++) {
                left[candidate.lines()[i]] -= parts[i];
            }
        }
        return new Combination(
                before.chosen() | 1 << place,
                before.classes() | candidate.classBit(),
                left,
                isShipping ? before.shippingLeft() - total : before.shippingLeft(),
                before.discount() + total);
    }

    private void consider(Combination combination) {
        long points = 0;
        int gifts = 0;
        int ids = 0;
        for (int i = 0; i < candidates.size(); i++) {
            if ((combination.chosen() & 1 << i) != 0) {
                Candidate candidate = candidates.get(i);
                ids |= candidate.idBit();
                gifts += candidate.benefit() instanceof Gift ? 1 : 0;
                if (candidate.benefit() instanceof PointsMultiplier multiplier) {
                    points += rate.added(Exact.sum(candidate.costs(combination.left())), multiplier.percent());
                }
            }
        }
        Score score = new Score(combination.discount(), points, gifts, Integer.bitCount(combination.chosen()), ids);
        if (score.isBetterThan(bestScore)) {
            bestScore = score;
            best = combination.chosen();
        }
    }
}
