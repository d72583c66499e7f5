package dev.giveback.loyalty.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.type.Money;
import dev.giveback.loyalty.domain.Condition;
import dev.giveback.loyalty.domain.EarningRules.Activity;
import dev.giveback.loyalty.domain.EarningRules.Rate;
import dev.giveback.loyalty.domain.EarningRules.Stacking;
import dev.giveback.loyalty.domain.LotRules;
import dev.giveback.loyalty.domain.Period;
import dev.giveback.loyalty.domain.RefundRules;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import dev.giveback.loyalty.domain.TierRules;
import dev.giveback.loyalty.domain.TierRules.Metric;
import dev.giveback.loyalty.domain.pricing.RedemptionRules;
import dev.giveback.loyalty.program.ProgramMapper.Mapping.Invalid;
import dev.giveback.loyalty.program.ProgramMapper.Mapping.Valid;
import dev.giveback.loyalty.v1.ActivityRule;
import dev.giveback.loyalty.v1.CalendarPeriod;
import dev.giveback.loyalty.v1.EarningBonus;
import dev.giveback.loyalty.v1.EarningMultiplier;
import dev.giveback.loyalty.v1.LotPolicy;
import dev.giveback.loyalty.v1.MultiplierStacking;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.RefundPolicy;
import dev.giveback.loyalty.v1.RefundShortfall;
import dev.giveback.loyalty.v1.Tier;
import dev.giveback.loyalty.v1.TierMetric;
import dev.giveback.loyalty.v1.TierPolicy;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ProgramMapperTest {
    private final ProgramMapper mapper = Programs.mapper();

    @Test
    void whatIsUnsetHasItsStatedDefault() {
        dev.giveback.loyalty.domain.Program rules = valid(Programs.shop());

        assertThat(rules.id()).isEqualTo("shop");
        assertThat(rules.version()).isEqualTo(1);
        assertThat(rules.currency()).isEqualTo(Currency.getInstance("GBP"));
        assertThat(rules.zone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(rules.earning().rate()).isEqualTo(new Rate(1, 100));
        assertThat(rules.earning().stacking()).isEqualTo(Stacking.HIGHEST);
        assertThat(rules.earning().period()).isNull();
        assertThat(rules.tiers()).isEqualTo(TierRules.NONE);
        assertThat(rules.lots()).isEqualTo(new LotRules(0, 0));
        assertThat(rules.refunds()).isEqualTo(new RefundRules(0, Shortfall.CLAMP));
        assertThat(rules.holdTimeToLive()).isEqualTo(java.time.Duration.ofMinutes(15));
        assertThat(rules.backdatingDays()).isZero();
    }

    @Test
    void everythingThatIsSetIsMapped() {
        dev.giveback.loyalty.domain.Program rules = valid(full());

        assertThat(rules.version()).isEqualTo(4);
        assertThat(rules.earning().rate()).isEqualTo(new Rate(3, 250));
        assertThat(rules.earning().multipliers())
                .singleElement()
                .satisfies(rule -> assertThat(rule.ruleId()).isEqualTo("double"))
                .satisfies(rule -> assertThat(rule.percent()).isEqualTo(200))
                .satisfies(rule -> assertThat(rule.condition()).isNotSameAs(Condition.ALWAYS));
        assertThat(rules.earning().bonuses())
                .singleElement()
                .satisfies(rule -> assertThat(rule.points()).isEqualTo(50))
                .satisfies(rule -> assertThat(rule.condition()).isSameAs(Condition.ALWAYS));
        assertThat(rules.earning().stacking()).isEqualTo(Stacking.ADD);
        assertThat(rules.earning().maxPointsPerOrder()).isEqualTo(1_000);
        assertThat(rules.earning().maxPointsPerPeriod()).isEqualTo(5_000);
        assertThat(rules.earning().period()).isEqualTo(Period.MONTH);
        assertThat(rules.earning().activities()).containsExactly(new Activity("review", 20, 2, Period.WEEK));
        assertThat(rules.tiers())
                .isEqualTo(new TierRules(
                        Metric.SPEND,
                        365,
                        180,
                        30,
                        List.of(new TierRules.Tier("silver", 0), new TierRules.Tier("gold", 10_000))));
        assertThat(rules.lots()).isEqualTo(new LotRules(14, 365));
        assertThat(rules.refunds()).isEqualTo(new RefundRules(90, Shortfall.ALLOW_NEGATIVE));
        assertThat(rules.holdTimeToLive()).isEqualTo(java.time.Duration.ofSeconds(60, 5));
        assertThat(rules.backdatingDays()).isEqualTo(3_650);
    }

    @Test
    void whatPointsAreWorthIsMappedAndChecked() {
        Program.Builder program = Programs.shop().toBuilder();
        program.getRefundsBuilder().setRestoreGraceDays(30);
        program.getRedemptionBuilder()
                .setPoints(100)
                .setMinPoints(50)
                .setValue(Money.newBuilder().setCurrencyCode("GBP").setUnits(1));

        assertThat(mapper.map(program.build())).isInstanceOfSatisfying(Valid.class, valid -> {
            assertThat(valid.program().redemption()).isEqualTo(new RedemptionRules(100, 100, 50, 100));
            assertThat(valid.program().refunds().restoreGraceDays()).isEqualTo(30);
        });
        program.getRedemptionBuilder().getValueBuilder().setUnits(0);
        assertThat(mapper.map(program.build()))
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid -> assertThat(invalid.errors())
                                .extracting(FieldError::field)
                                .containsExactly("program.redemption.value"));
    }

    @ParameterizedTest(name = "{1}: {2}")
    @MethodSource("mistakes")
    void eachMistakeIsNamedWithItsField(Consumer<Program.Builder> mistake, String field, String message) {
        Program.Builder program = full().toBuilder();
        mistake.accept(program);

        assertThat(invalid(program.build())).containsExactly(new FieldError(field, message));
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake(
                        p -> p.setTimeZone("Mars/Base"),
                        "program.time_zone",
                        "'Mars/Base' is not a time zone of the IANA database"),
                mistake(
                        p -> p.setTimeZone("+02:00"),
                        "program.time_zone",
                        "'+02:00' is not a time zone of the IANA database"),
                mistake(
                        p -> p.getEarningBuilder().getRateBuilder().setPer(money("GBP", 1, 5_000_000)),
                        "program.earning.rate.per",
                        "GBP has 2 decimals; nanos must be a whole number of them"),
                mistake(
                        p -> p.getEarningBuilder().getRateBuilder().setPer(money("EUR", 1, 0)),
                        "program.earning.rate.per",
                        "currency_code must be GBP"),
                mistake(
                        p -> p.getEarningBuilder().getRateBuilder().setPer(money("GBP", 0, 0)),
                        "program.earning.rate.per",
                        "must be 1 to 1000000000000 minor units"),
                mistake(
                        p -> p.getEarningBuilder().getRateBuilder().setPer(money("GBP", -1, 0)),
                        "program.earning.rate.per",
                        "must be 1 to 1000000000000 minor units"),
                mistake(
                        p -> p.getEarningBuilder().getBonusesBuilder(0).setRuleId("double"),
                        "program.earning.bonuses[0].rule_id",
                        "rule id 'double' is used twice in the program"),
                mistake(
                        p -> p.getEarningBuilder()
                                .addMultipliers(EarningMultiplier.newBuilder().setRuleId("double")),
                        "program.earning.multipliers[1].rule_id",
                        "rule id 'double' is used twice in the program"),
                mistake(
                        p -> p.getEarningBuilder().getMultipliersBuilder(0).setCondition("true || ordr.total > 1"),
                        "program.earning.multipliers[0].condition",
                        "line 1, column 9: undeclared reference to 'ordr'"),
                mistake(
                        p -> p.getEarningBuilder().getBonusesBuilder(0).setCondition("line.quantity > 1"),
                        "program.earning.bonuses[0].condition",
                        "line 1, column 1: undeclared reference to 'line.quantity'"),
                mistake(
                        p -> p.getEarningBuilder().clearPeriod(),
                        "program.earning.period",
                        "is required, because there is a max_points_per_period"),
                mistake(
                        p -> p.getEarningBuilder().clearMaxPointsPerPeriod(),
                        "program.earning.period",
                        "must be unset, because there is no max_points_per_period"),
                mistake(
                        p -> p.getEarningBuilder().getActivitiesBuilder(0).clearPeriod(),
                        "program.earning.activities[0].period",
                        "is required, because there is a max_times_per_period"),
                mistake(
                        p -> p.getEarningBuilder().getActivitiesBuilder(0).clearMaxTimesPerPeriod(),
                        "program.earning.activities[0].period",
                        "must be unset, because there is no max_times_per_period"),
                mistake(
                        p -> p.getEarningBuilder()
                                .addActivities(ActivityRule.newBuilder()
                                        .setActivity("review")
                                        .setPoints(1)),
                        "program.earning.activities[1].activity",
                        "activity 'review' is used twice in the program"),
                mistake(
                        p -> p.getEarningBuilder().setStackingValue(77),
                        "program.earning.stacking",
                        "is not a value that this version knows"),
                mistake(
                        p -> p.getTiersBuilder().getTiersBuilder(1).setTierId("silver"),
                        "program.tiers.tiers[1].tier_id",
                        "tier id 'silver' is used twice in the program"),
                mistake(
                        p -> p.getTiersBuilder().getTiersBuilder(1).setThreshold(0),
                        "program.tiers.tiers[1].threshold",
                        "must be more than that of the tier before, 0"),
                mistake(
                        p -> p.getTiersBuilder().setMetricValue(77),
                        "program.tiers.metric",
                        "is not a value that this version knows"),
                mistake(
                        p -> p.getLotsBuilder().setExpiryDays(14),
                        "program.lots.expiry_days",
                        "must be more than pending_days, or the points expire before they can be spent"),
                mistake(
                        p -> p.getRefundsBuilder().setShortfallValue(77),
                        "program.refunds.shortfall",
                        "is not a value that this version knows"));
    }

    @Test
    void aCurrencyMustExistAndHaveMinorUnits() {
        Program.Builder noRate = Programs.shop().toBuilder();
        noRate.getEarningBuilder().clearRate();

        assertThat(invalid(noRate.setCurrencyCode("ZZZ").build()))
                .containsExactly(new FieldError("program.currency_code", "'ZZZ' is not a currency of ISO 4217"));
        assertThat(invalid(noRate.setCurrencyCode("XAU").build()))
                .containsExactly(new FieldError("program.currency_code", "'XAU' has no minor units to count in"));
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        Program.Builder program = full().toBuilder().setCurrencyCode("ZZZ").setTimeZone("x");
        program.getEarningBuilder().getMultipliersBuilder(0).setCondition("a || b");
        program.getLotsBuilder().setExpiryDays(1);

        assertThat(invalid(program.build()))
                .extracting(FieldError::field)
                .containsExactly(
                        "program.currency_code",
                        "program.time_zone",
                        "program.earning.multipliers[0].condition",
                        "program.earning.multipliers[0].condition",
                        "program.lots.expiry_days");
    }

    private dev.giveback.loyalty.domain.Program valid(Program program) {
        assertThat(mapper.map(program)).isInstanceOf(Valid.class);
        return ((Valid) mapper.map(program)).program();
    }

    private List<FieldError> invalid(Program program) {
        assertThat(mapper.map(program)).isInstanceOf(Invalid.class);
        return ((Invalid) mapper.map(program)).errors();
    }

    private static Arguments mistake(Consumer<Program.Builder> mistake, String field, String message) {
        return Arguments.of(mistake, field, message);
    }

    private static Money money(String code, long units, int nanos) {
        return Money.newBuilder()
                .setCurrencyCode(code)
                .setUnits(units)
                .setNanos(nanos)
                .build();
    }

    private static Program full() {
        Program.Builder program = Programs.shop().toBuilder()
                .setVersion(4)
                .setTiers(TierPolicy.newBuilder()
                        .setMetric(TierMetric.TIER_METRIC_SPEND)
                        .setWindowDays(365)
                        .setPeriodDays(180)
                        .setGraceDays(30)
                        .addTiers(Tier.newBuilder().setTierId("silver"))
                        .addTiers(Tier.newBuilder().setTierId("gold").setThreshold(10_000)))
                .setLots(LotPolicy.newBuilder().setPendingDays(14).setExpiryDays(365))
                .setRefunds(RefundPolicy.newBuilder()
                        .setWindowDays(90)
                        .setShortfall(RefundShortfall.REFUND_SHORTFALL_ALLOW_NEGATIVE))
                .setHoldTimeToLive(Duration.newBuilder().setSeconds(60).setNanos(5))
                .setBackdatingDays(3_650);
        program.getEarningBuilder()
                .setStacking(MultiplierStacking.MULTIPLIER_STACKING_ADD)
                .setMaxPointsPerOrder(1_000)
                .setMaxPointsPerPeriod(5_000)
                .setPeriod(CalendarPeriod.CALENDAR_PERIOD_MONTH)
                .addMultipliers(EarningMultiplier.newBuilder()
                        .setRuleId("double")
                        .setCondition("line.category == 'toys'")
                        .setPercent(200))
                .addBonuses(EarningBonus.newBuilder().setRuleId("welcome").setPoints(50))
                .addActivities(ActivityRule.newBuilder()
                        .setActivity("review")
                        .setPoints(20)
                        .setMaxTimesPerPeriod(2)
                        .setPeriod(CalendarPeriod.CALENDAR_PERIOD_WEEK))
                .getRateBuilder()
                .setPoints(3)
                .setPer(money("GBP", 2, 500_000_000));
        return program.build();
    }
}
