package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Change.RuleShare;
import dev.giveback.loyalty.domain.Command.CompleteCheckout.Line;
import dev.giveback.loyalty.domain.EarningRules;
import dev.giveback.loyalty.domain.EarningRules.Bonus;
import dev.giveback.loyalty.domain.EarningRules.Multiplier;
import dev.giveback.loyalty.domain.EarningRules.Stacking;
import dev.giveback.loyalty.domain.Facts;
import dev.giveback.loyalty.domain.Facts.LineFacts;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an order earns, calculated in unbounded fractions straight from the words of the published {@code EarningPolicy}. */
final class ReferenceEarning {
    private static final BigInteger HUNDRED = BigInteger.valueOf(100);
    /** Where counting ends: one point more than an account can hold. */
    private static final BigInteger END = BigInteger.TEN.pow(15).add(BigInteger.ONE);

    private final EarningRules rules;
    private final Facts facts;
    private final List<Line> lines;
    private final List<RuleShare> shares = new ArrayList<>();

    private ReferenceEarning(EarningRules rules, Facts facts, List<Line> lines) {
        this.rules = rules;
        this.facts = facts;
        this.lines = lines;
    }

    /** Points of each line, what caps cut, and what each rule added. */
    record Result(List<BigInteger> linePoints, BigInteger cut, List<RuleShare> shares) {
        BigInteger points() {
            return linePoints.stream().reduce(BigInteger.ZERO, BigInteger::add);
        }
    }

    /** Calculates; {@code room} is what the cap per period leaves, null without one. */
    static Result of(EarningRules rules, Facts facts, List<Line> lines, @Nullable BigInteger room) {
        return new ReferenceEarning(rules, facts, lines).result(room);
    }

    static BigInteger amount(Line line) {
        return BigInteger.valueOf(line.quantity())
                .multiply(BigInteger.valueOf(line.unitPrice().minor()));
    }

    static BigInteger total(List<Line> lines) {
        return lines.stream().map(ReferenceEarning::amount).reduce(BigInteger.ZERO, BigInteger::add);
    }

    private Result result(@Nullable BigInteger room) {
        List<BigInteger> weights = new ArrayList<>();
        for (Line line : lines) {
            weights.add(amount(line).multiply(BigInteger.valueOf(percent(line))));
        }
        BigInteger wanted = byRate(sum(weights));
        multiplierShares();
        for (Bonus bonus : rules.bonuses()) {
            if (bonus.condition().holds(facts)) {
                wanted = wanted.add(BigInteger.valueOf(bonus.points()));
                shares.add(new RuleShare(bonus.ruleId(), bonus.points()));
            }
        }
        wanted = wanted.min(END);
        BigInteger given = wanted;
        if (rules.maxPointsPerOrder() > 0) {
            given = given.min(BigInteger.valueOf(rules.maxPointsPerOrder()));
        }
        if (room != null) {
            given = given.min(room.max(BigInteger.ZERO));
        }
        return new Result(spread(given, weights), wanted.subtract(given), shares);
    }

    /** Points for a weight of minor units × percent, rounded toward zero. */
    private BigInteger byRate(BigInteger weight) {
        EarningRules.Rate rate = rules.rate();
        return rate == null
                ? BigInteger.ZERO
                : weight.multiply(BigInteger.valueOf(rate.points()))
                        .divide(BigInteger.valueOf(rate.perMinor()).multiply(HUNDRED))
                        .min(END)
                        .max(END.negate());
    }

    /** Multipliers are factors on the base rate: without one they are nothing. */
    private List<Multiplier> counting(Line line) {
        if (rules.rate() == null) {
            return List.of();
        }
        Facts ofLine = facts.of(new LineFacts(
                line.product(), line.category(), line.quantity(), amount(line).longValueExact()));
        List<Multiplier> matching = new ArrayList<>();
        for (Multiplier multiplier : rules.multipliers()) {
            if (multiplier.condition().holds(ofLine)) {
                matching.add(multiplier);
            }
        }
        if (matching.isEmpty() || rules.stacking() == Stacking.ADD) {
            return matching;
        }
        Multiplier chosen = matching.getFirst();
        if (rules.stacking() == Stacking.HIGHEST) {
            for (Multiplier multiplier : matching) {
                chosen = multiplier.percent() > chosen.percent() ? multiplier : chosen;
            }
        }
        return List.of(chosen);
    }

    private long percent(Line line) {
        long percent = 100;
        for (Multiplier multiplier : counting(line)) {
            percent += multiplier.percent() - 100;
        }
        return Math.max(0, percent);
    }

    private void multiplierShares() {
        for (Multiplier multiplier : rules.multipliers()) {
            BigInteger weight = BigInteger.ZERO;
            for (Line line : lines) {
                if (counting(line).contains(multiplier)) {
                    weight = weight.add(amount(line).multiply(BigInteger.valueOf(multiplier.percent() - 100)));
                }
            }
            BigInteger share = byRate(weight);
            if (share.signum() != 0) {
                shares.add(new RuleShare(multiplier.ruleId(), share.longValueExact()));
            }
        }
    }

    /** By largest remainder; of equal ones the earlier line gets the point. */
    private List<BigInteger> spread(BigInteger points, List<BigInteger> byWeight) {
        List<BigInteger> weights = byWeight;
        if (sum(weights).signum() == 0) {
            weights = lines.stream()
                    .map(line -> BigInteger.valueOf(line.quantity()))
                    .toList();
        }
        BigInteger whole = sum(weights);
        List<BigInteger> shared = new ArrayList<>();
        List<BigInteger> remainders = new ArrayList<>();
        for (BigInteger weight : weights) {
            shared.add(points.multiply(weight).divide(whole));
            remainders.add(points.multiply(weight).mod(whole));
        }
        for (BigInteger left = points.subtract(sum(shared)); left.signum() > 0; left = left.subtract(BigInteger.ONE)) {
            int largest = 0;
            for (int i = 1; i < remainders.size(); i++) {
                largest = remainders.get(i).compareTo(remainders.get(largest)) > 0 ? i : largest;
            }
            shared.set(largest, shared.get(largest).add(BigInteger.ONE));
            remainders.set(largest, BigInteger.ONE.negate());
        }
        return shared;
    }

    private static BigInteger sum(List<BigInteger> numbers) {
        return numbers.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }
}
