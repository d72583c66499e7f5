package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Condition;
import dev.giveback.loyalty.domain.EarningRules;
import dev.giveback.loyalty.domain.EarningRules.Activity;
import dev.giveback.loyalty.domain.EarningRules.Bonus;
import dev.giveback.loyalty.domain.EarningRules.Multiplier;
import dev.giveback.loyalty.domain.EarningRules.Rate;
import dev.giveback.loyalty.domain.EarningRules.Stacking;
import dev.giveback.loyalty.domain.Facts;
import dev.giveback.loyalty.domain.LotRules;
import dev.giveback.loyalty.domain.Period;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.RefundRules;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import dev.giveback.loyalty.domain.TierRules;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Programs at random. Versions of one program keep the zone and the limits of activities, and change the rest. */
final class RandomProgram {
    static final Currency POUNDS = Currency.getInstance("GBP");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final List<Condition> OF_LINES = List.of(
            new Named("mugs", facts -> line(facts).product().equals("mug")),
            new Named("kitchen", facts -> line(facts).category().equals("kitchen")),
            new Named("many", facts -> line(facts).quantity() >= 3),
            new Named("dear", facts -> line(facts).amount() >= 2_000));
    private static final List<Condition> OF_ORDERS = List.of(
            new Named("always", facts -> true),
            new Named("large", facts -> facts.order().total() >= 5_000),
            new Named("saturday", facts -> facts.order().localTime().getDayOfWeek() == DayOfWeek.SATURDAY),
            new Named("morning", facts -> facts.order().localTime().getHour() < 12),
            new Named("members", facts -> facts.customer().member()),
            new Named("gold", facts -> facts.customer().tier().equals("gold")),
            new Named("first", facts -> facts.customer().orderCount() == 0),
            new Named("rich", facts -> facts.customer().points() > 500),
            new Named(
                    "several",
                    facts -> facts.order().lineCount() > 1 && facts.order().quantity() > 4));

    private final Chance chance;
    private TierRules tiers;
    private @Nullable Period period;
    /** Whether an account can come to its limits, and an order beyond all counting. */
    private final boolean generous;

    private long version;

    RandomProgram(Chance chance) {
        this.chance = chance;
        this.generous = chance.percent(5);
        this.tiers = tiers();
        this.period = chance.percent(60) ? null : chance.oneOf(Period.values());
    }

    /** A condition with a name, so that a failure can be read. */
    private record Named(String name, Condition condition) implements Condition {
        @Override
        public boolean holds(Facts facts) {
            return condition.holds(facts);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Facts.LineFacts line(Facts facts) {
        if (facts.line() == null) {
            throw new IllegalArgumentException("line: null (expected: the facts of a line)");
        }
        return facts.line();
    }

    Program next() {
        if (chance.percent(30)) {
            tiers = tiers();
            period = chance.percent(60) ? null : chance.oneOf(Period.values());
        }
        int pendingDays = chance.oneOf(0, 0, 1, 14);
        int expiryDays = chance.oneOf(0, pendingDays + 1, pendingDays + 30, 365);
        return new Program(
                "shop",
                ++version,
                POUNDS,
                LONDON,
                earning(),
                tiers,
                new LotRules(pendingDays, expiryDays),
                new RefundRules(chance.oneOf(0, 0, 1, 30, 365), chance.oneOf(Shortfall.values())),
                chance.oneOf(Duration.ofSeconds(1), Duration.ofMinutes(15), Duration.ofDays(30)),
                chance.oneOf(0, 7, 400, 36_500));
    }

    private EarningRules earning() {
        Rate rate = chance.oneOf(new Rate(1, 100), new Rate(1, 100), new Rate(3, 250), new Rate(7, 1));
        boolean bonusesOnly = chance.percent(5);
        return new EarningRules(
                generous ? chance.oneOf(new Rate(100_000, 1), new Rate(1_000_000, 1)) : bonusesOnly ? null : rate,
                multipliers(),
                chance.oneOf(Stacking.values()),
                bonuses(),
                chance.percent(20) ? chance.between(1, 300) : 0,
                period == null ? 0 : chance.between(50, 1_000),
                period,
                List.of(
                        new Activity("visit", 1, 0, null),
                        new Activity("review", 50, 2, Period.DAY),
                        new Activity("survey", 200, 3, Period.MONTH),
                        new Activity("birthday", 500, 1, Period.YEAR),
                        new Activity("walk", 5, 4, Period.WEEK)));
    }

    private List<Multiplier> multipliers() {
        List<Multiplier> multipliers = new ArrayList<>();
        for (long i = chance.between(0, 3); i > 0; i--) {
            Condition condition = chance.percent(70) ? chance.oneOf(OF_LINES) : chance.oneOf(OF_ORDERS);
            multipliers.add(
                    new Multiplier("multiplier-" + i, condition, chance.oneOf(0, 33, 50, 150, 200, 1_000, 10_000)));
        }
        return multipliers;
    }

    private List<Bonus> bonuses() {
        List<Bonus> bonuses = new ArrayList<>();
        for (long i = chance.between(0, 2); i > 0; i--) {
            bonuses.add(new Bonus("bonus-" + i, chance.oneOf(OF_ORDERS), chance.upTo(500)));
        }
        return bonuses;
    }

    private TierRules tiers() {
        if (chance.percent(25)) {
            return new TierRules(TierRules.Metric.POINTS, 0, 0, 0, List.of());
        }
        return new TierRules(
                chance.oneOf(TierRules.Metric.values()),
                chance.oneOf(0, 1, 30, 365),
                chance.oneOf(0, 1, 30, 365),
                chance.oneOf(0, 10),
                List.of(
                        new TierRules.Tier("bronze", chance.between(0, 50)),
                        new TierRules.Tier("silver", chance.between(200, 2_000)),
                        new TierRules.Tier("gold", chance.between(5_000, 50_000))));
    }
}
