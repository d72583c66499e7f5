package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.RuleShare;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.EarningRules.Bonus;
import dev.giveback.loyalty.domain.EarningRules.Multiplier;
import dev.giveback.loyalty.domain.EarningRules.Stacking;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CheckoutTest {
    private static final Condition MUGS =
            facts -> facts.line() != null && facts.line().product().equals("mug");

    @Test
    void anOrderEarnsAPointAPoundRoundedDownOncePerOrder() {
        Scenario.of(Programs.PLAIN).buys("1", "mug", 150, "tea", 150).thenAvailable(3);
        Scenario.of(Programs.PLAIN).buys("1", "mug", 199).thenAvailable(1);
        Scenario.of(Programs.PLAIN).buys("1", "mug", 99).thenAvailable(0).thenEvents(1);
    }

    @Test
    void pointsAreSpreadOverTheLinesByLargestRemainderAndTheEarlierLineWinsATie() {
        Scenario.of(Programs.PLAIN).buys("1", "mug", 1050, "tea", 1050).thenLinePoints(11L, 10L);
        Scenario.of(Programs.PLAIN).buys("1", "a", 110, "b", 190, "c", 100).thenLinePoints(1L, 2L, 1L);
    }

    @Test
    void aPriceOfZeroIsAnOrderThatEarnsNothing() {
        Scenario.of(Programs.PLAIN).buys("1", "gift", 0).thenAvailable(0).thenLinePoints(0L);
    }

    @Test
    void theHighestTheFirstOrAllMultipliersCount() {
        List<Multiplier> multipliers =
                List.of(new Multiplier("half-more", MUGS, 150), new Multiplier("double", MUGS, 200));
        for (Stacking stacking : Stacking.values()) {
            long expected = switch (stacking) {
                case HIGHEST -> 20;
                case FIRST -> 15;
                case ADD -> 25;
            };
            Scenario.of(Programs.with(Programs.earning(multipliers, stacking, List.of(), 0, 0, null)))
                    .buys("1", "mug", 1000)
                    .thenAvailable(expected)
                    .buys("2", "tea", 1000)
                    .thenAvailable(expected + 10);
        }
    }

    @Test
    void aMultiplierBelowOneHundredTakesAwayAndZeroExcludes() {
        Program program = Programs.with(
                Programs.earning(List.of(new Multiplier("no-mugs", MUGS, 0)), Stacking.HIGHEST, List.of(), 0, 0, null));
        Scenario scenario = Scenario.of(program).buys("1", "mug", 1000, "tea", 500);
        scenario.thenAvailable(5).thenLinePoints(0L, 5L);
        assertThat(scenario.latest(CheckoutCompleted.class).rules()).containsExactly(new RuleShare("no-mugs", -10));
    }

    @Test
    void everyBonusWhoseConditionHoldsIsAddedAndShared() {
        Condition large = facts -> facts.order().total() >= 5000;
        Program program = Programs.with(Programs.earning(
                List.of(),
                Stacking.HIGHEST,
                List.of(new Bonus("large", large, 100), new Bonus("always", Condition.ALWAYS, 1)),
                0,
                0,
                null));
        Scenario.of(program).buys("1", "mug", 4999).thenAvailable(49 + 1);
        Scenario scenario = Scenario.of(program).buys("1", "mug", 2500, "tea", 2500);
        scenario.thenAvailable(50 + 101).thenLinePoints(76L, 75L);
        assertThat(scenario.latest(CheckoutCompleted.class).rules())
                .containsExactly(new RuleShare("large", 100), new RuleShare("always", 1));
    }

    @Test
    void aBonusOnAnOrderOfFreeGoodsIsSharedByQuantity() {
        Program program = Programs.with(Programs.earning(
                List.of(), Stacking.HIGHEST, List.of(new Bonus("hello", Condition.ALWAYS, 4)), 0, 0, null));
        Scenario scenario = Scenario.of(program);
        scenario.given(new CompleteCheckout(
                        scenario.request(), "1", List.of(Scenario.line("a", 3, 0), Scenario.line("b", 1, 0)), null))
                .thenLinePoints(3L, 1L);
    }

    @Test
    void theCapPerOrderCutsAndSaysHowMuch() {
        Program program = Programs.with(Programs.earning(List.of(), Stacking.HIGHEST, List.of(), 7, 0, null));
        Scenario scenario = Scenario.of(program).buys("1", "mug", 1000).thenAvailable(7);
        assertThat(scenario.latest(CheckoutCompleted.class).pointsCut()).isEqualTo(3);
    }

    @Test
    void theCapPerPeriodCountsByTheDayOfPurchaseAndARefundGivesItBack() {
        Program program = Programs.with(Programs.earning(List.of(), Stacking.HIGHEST, List.of(), 0, 15, Period.DAY));
        Scenario scenario = Scenario.of(program)
                .buys("1", "mug", 1000)
                .buys("2", "mug", 1000)
                .thenAvailable(15)
                .buys("3", "mug", 1000)
                .thenAvailable(15);
        scenario.given(scenario.refund("1", 1, 1)).thenAvailable(5);
        scenario.buys("4", "mug", 1000).thenAvailable(15);
        scenario.after(Duration.ofHours(12)).buys("5", "mug", 1000).thenAvailable(25);
    }

    @Test
    void theDayOfACapBeginsAtMidnightInTheProgramsZone() {
        Program program = Programs.with(Programs.earning(List.of(), Stacking.HIGHEST, List.of(), 0, 10, Period.DAY));
        Scenario.of(program)
                .at("2026-07-01T22:59:59Z")
                .buys("1", "mug", 1000)
                .at("2026-07-01T23:00:00Z")
                .buys("2", "mug", 1000)
                .thenAvailable(20);
    }

    @Test
    void anOrderIdHasOneEffectForEver() {
        Scenario scenario = Scenario.of(Programs.PLAIN).buys("1", "mug", 1000);
        scenario.when(scenario.checkout("1", "mug", 1000))
                .thenRejected(Reason.ORDER_EXISTS)
                .thenAvailable(10);
    }

    @Test
    void anotherCurrencyIsRefusedByName() {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        Money euros = new Money(Currency.getInstance("EUR"), 100);
        scenario.when(new CompleteCheckout(
                        scenario.request(), "1", List.of(new CompleteCheckout.Line("mug", "", 1, euros)), null))
                .thenRejected(Reason.INVALID_FIELD)
                .thenEvents(0);
    }

    @Test
    void anOrderOfMoreThanTheLimitIsRefused() {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        scenario.when(new CompleteCheckout(
                        scenario.request(),
                        "1",
                        List.of(Scenario.line("a", Limits.MAX_QUANTITY, Limits.MAX_AMOUNT)),
                        null))
                .thenRejected(Reason.INVALID_FIELD);
        scenario.when(new CompleteCheckout(
                        scenario.request(),
                        "2",
                        List.of(Scenario.line("a", 1, Limits.MAX_AMOUNT), Scenario.line("b", 1, 1)),
                        null))
                .thenRejected(Reason.INVALID_FIELD);
        scenario.given(new CompleteCheckout(
                        scenario.request(), "3", List.of(Scenario.line("a", 1, Limits.MAX_AMOUNT)), null))
                .thenAvailable(Limits.MAX_AMOUNT / 100);
    }

    @Test
    void aPurchaseMayBeADayOldAndFiveMinutesAhead() {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        Instant now = Scenario.NOON;
        scenario.given(scenario.checkoutAt("1", now.minus(Duration.ofDays(1)), "mug", 100));
        scenario.given(scenario.checkoutAt("2", now.plus(Duration.ofMinutes(5)), "mug", 100));
        scenario.when(scenario.checkoutAt("3", now.minus(Duration.ofDays(1)).minusMillis(1), "mug", 100))
                .thenRejected(Reason.PURCHASE_TIME_TOO_OLD);
        scenario.when(scenario.checkoutAt("4", now.plus(Duration.ofMinutes(5)).plusMillis(1), "mug", 100))
                .thenRejected(Reason.INVALID_FIELD);
    }

    @Test
    void anAccountCannotPassItsLimit() {
        Program generous = Programs.with(new EarningRules(
                new EarningRules.Rate(1_000_000, 1), List.of(), Stacking.HIGHEST, List.of(), 0, 0, null, List.of()));
        Scenario scenario =
                Scenario.of(generous).buys("1", "mug", 1_000_000_000).thenAvailable(Limits.MAX_BALANCE);
        scenario.when(scenario.checkout("2", "mug", 1)).thenRejected(Reason.BALANCE_LIMIT_REACHED);
        scenario.when(scenario.checkout("3", "mug", Integer.MAX_VALUE)).thenRejected(Reason.BALANCE_LIMIT_REACHED);
    }

    private static EarningRules tenMillionPointsAPenny(long perOrder) {
        return new EarningRules(
                new EarningRules.Rate(1_000_000, 1),
                List.of(new Multiplier("ten", Condition.ALWAYS, 1_000)),
                Stacking.HIGHEST,
                List.of(),
                perOrder,
                0,
                null,
                List.of());
    }

    @Test
    void pointsBeyondCountingAreRefusedAndDoNotFail() {
        for (long pence : new long[] {Limits.MAX_AMOUNT, 900_000_000_000L, 100_000_001}) {
            Scenario scenario = Scenario.of(Programs.with(tenMillionPointsAPenny(0)));
            scenario.when(new CompleteCheckout(scenario.request(), "1", List.of(Scenario.line("a", 1, pence)), null))
                    .thenRejected(Reason.BALANCE_LIMIT_REACHED);
        }
        Scenario.of(Programs.with(tenMillionPointsAPenny(0)))
                .buys("1", "mug", 100_000_000)
                .thenAvailable(Limits.MAX_BALANCE);
    }

    @Test
    void pointsBeforeTheCapsAreCountedUpToOneMoreThanAnAccountCanHold() {
        Scenario scenario = Scenario.of(Programs.with(tenMillionPointsAPenny(7)));
        scenario.given(new CompleteCheckout(
                        scenario.request(), "1", List.of(Scenario.line("a", 1, Limits.MAX_AMOUNT)), null))
                .thenAvailable(7);
        CheckoutCompleted completed = scenario.latest(CheckoutCompleted.class);
        assertThat(completed.pointsCut()).isEqualTo(Limits.MAX_BALANCE + 1 - 7);
        assertThat(completed.rules()).containsExactly(new RuleShare("ten", Limits.MAX_BALANCE + 1));
    }

    @Test
    void theShareOfARuleIsRoundedTowardZeroAndAShareOfNothingIsNotListed() {
        Program program = Programs.with(
                Programs.earning(List.of(new Multiplier("half", MUGS, 50)), Stacking.HIGHEST, List.of(), 0, 0, null));
        Scenario scenario = Scenario.of(program).buys("1", "mug", 301);
        assertThat(scenario.latest(CheckoutCompleted.class).rules()).containsExactly(new RuleShare("half", -1));
        scenario.buys("2", "mug", 199);
        assertThat(scenario.latest(CheckoutCompleted.class).rules()).isEmpty();
        scenario.buys("3", "tea", 199);
        assertThat(scenario.latest(CheckoutCompleted.class).rules()).isEmpty();
    }

    @Test
    void aCapPerPeriodCountsPointsThatARefundForgave() {
        Program program = Programs.with(Programs.earning(List.of(), Stacking.HIGHEST, List.of(), 0, 10, Period.DAY));
        Scenario scenario = Scenario.of(program).buys("1", "mug", 1_000);
        scenario.given(scenario.redeem(10)).given(scenario.refund("1", 1, 1));
        scenario.buys("2", "mug", 1_000).thenAvailable(0);
    }

    /** Ten points a year at most; a purchase may be a hundred years old. */
    private static Scenario cappedByTheYear(String now) {
        Program plain = Programs.with(Programs.earning(List.of(), Stacking.HIGHEST, List.of(), 0, 10, Period.YEAR));
        return Scenario.of(new Program(
                        plain.id(),
                        plain.version(),
                        plain.currency(),
                        plain.zone(),
                        plain.earning(),
                        plain.tiers(),
                        plain.lots(),
                        plain.refunds(),
                        plain.holdTimeToLive(),
                        36_500))
                .at(now);
    }

    @Test
    void aCapPerPeriodHoldsForPurchasesAsOldAsTheyMayBe() {
        Scenario scenario = cappedByTheYear("2100-01-01T12:00:00Z").buys("new", "mug", 700);
        Instant oldest = Instant.parse("2100-01-01T12:00:00Z").minus(Duration.ofDays(36_500));
        scenario.given(scenario.checkoutAt("1", oldest, "mug", 700)).thenAvailable(14);
        scenario.given(scenario.checkoutAt("2", oldest, "mug", 700)).thenAvailable(17);
        scenario.given(scenario.checkoutAt("3", oldest.plus(Duration.ofDays(300)), "mug", 700))
                .thenAvailable(17);
        scenario.when(scenario.checkoutAt("4", oldest.minusMillis(1), "mug", 700))
                .thenRejected(Reason.PURCHASE_TIME_TOO_OLD);
        scenario.given(scenario.refund("1", 1, 1)).thenAvailable(10);
        scenario.given(scenario.checkoutAt("5", oldest, "mug", 700)).thenAvailable(17);
    }

    @Test
    void nothingWasBoughtBefore1970() {
        Scenario scenario = cappedByTheYear("2026-03-02T12:00:00Z");
        scenario.given(scenario.checkoutAt("1", Instant.EPOCH, "mug", 700)).thenAvailable(7);
        scenario.when(scenario.checkoutAt("2", Instant.EPOCH.minusMillis(1), "mug", 700))
                .thenRejected(Reason.PURCHASE_TIME_TOO_OLD);
    }
}
