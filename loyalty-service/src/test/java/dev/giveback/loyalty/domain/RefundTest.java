package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Command.CompleteCheckout;
import dev.giveback.loyalty.domain.RefundRules.Shortfall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RefundTest {
    @Test
    void refundsOfALineAddUpToItsPointsToThePoint() {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        scenario.given(new CompleteCheckout(
                scenario.request(), "1", List.of(Scenario.line("mug", 3, 333), Scenario.line("tea", 1, 5)), null));
        scenario.thenAvailable(10).thenLinePoints(10L, 0L);
        scenario.given(scenario.refund("1", 1, 1)).thenAvailable(7);
        scenario.given(scenario.refund("1", 1, 1)).thenAvailable(4);
        scenario.given(scenario.refund("1", 1, 1, 2, 1)).thenAvailable(0);
        assertThat(scenario.customer().orders().open().values())
                .extracting(Order::pointsRefunded)
                .containsExactly(10L);
    }

    @Test
    void theRulesOfTodayDoNotMatter() {
        Scenario scenario = Scenario.of(Programs.PLAIN).buys("1", "mug", 1000);
        scenario.under(Programs.with(new EarningRules(
                new EarningRules.Rate(5, 100),
                List.of(),
                EarningRules.Stacking.HIGHEST,
                List.of(),
                0,
                0,
                null,
                List.of())));
        scenario.given(scenario.refund("1", 1, 1)).thenAvailable(0);
    }

    @Test
    void aRefundCannotExceedWhatWasBoughtLessWhatWasRefunded() {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        scenario.given(new CompleteCheckout(scenario.request(), "1", List.of(Scenario.line("mug", 5, 100)), null));
        scenario.given(scenario.refund("1", 1, 3));
        scenario.when(scenario.refund("1", 1, 3))
                .thenRejected(Reason.REFUND_EXCEEDS_ORDER)
                .thenMissing(3, 2)
                .thenAvailable(2);
    }

    @Test
    void anUnknownOrderOrLineIsRefused() {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        scenario.when(scenario.refund("1", 1, 1)).thenRejected(Reason.CUSTOMER_NOT_FOUND);
        scenario.buys("1", "mug", 1000);
        scenario.when(scenario.refund("2", 1, 1)).thenRejected(Reason.ORDER_NOT_FOUND);
        scenario.when(scenario.refund("1", 2, 1)).thenRejected(Reason.LINE_NOT_FOUND);
        scenario.when(scenario.refund("1", 1, 1, 1, 1)).thenRejected(Reason.INVALID_FIELD);
    }

    @Test
    void theWindowEndsAtMidnightAfterItsLastDay() {
        Scenario scenario = Scenario.of(Programs.with(new RefundRules(30, Shortfall.CLAMP)))
                .at("2026-01-01T12:00:00Z")
                .buys("1", "mug", 1000, "tea", 100);
        scenario.at("2026-01-31T23:59:59Z").given(scenario.refund("1", 1, 1));
        scenario.at("2026-02-01T00:00:00Z").when(scenario.refund("1", 2, 1)).thenRejected(Reason.REFUND_WINDOW_CLOSED);
    }

    @Test
    void anOrderWhoseWindowIsOverIsForgottenButItsIdIsNot() {
        Scenario scenario = Scenario.of(Programs.with(new RefundRules(30, Shortfall.CLAMP)))
                .buys("1", "mug", 1000)
                .after(Duration.ofDays(40))
                .buys("2", "mug", 1000);
        assertThat(scenario.customer().orders().open()).containsOnlyKeys("2");
        scenario.when(scenario.refund("1", 1, 1)).thenRejected(Reason.REFUND_WINDOW_CLOSED);
        scenario.when(scenario.checkout("1", "mug", 1000)).thenRejected(Reason.ORDER_EXISTS);
    }

    @Test
    void anOrderThatCanAlwaysBeRefundedDoesNotKeepTheOthers() {
        Scenario scenario = Scenario.of(Programs.PLAIN)
                .buys("always", "mug", 1000)
                .under(Programs.with(new RefundRules(30, Shortfall.CLAMP)))
                .buys("1", "mug", 1000)
                .after(Duration.ofDays(40))
                .buys("2", "mug", 1000);
        assertThat(scenario.customer().orders().open()).containsOnlyKeys("always", "2");
        scenario.given(scenario.refund("always", 1, 1)).thenAvailable(20);
    }

    @Test
    void aRefundBeforeThePurchaseIsOutsideTheWindow() {
        Scenario scenario = Scenario.of(Programs.PLAIN).buys("1", "mug", 1000);
        scenario.when(scenario.refundAt("1", Scenario.NOON.minusSeconds(1), 1, 1))
                .thenRejected(Reason.REFUND_WINDOW_CLOSED);
    }

    @Test
    void clampTakesWhatIsThereAndForgivesTheRest() {
        Scenario scenario = Scenario.of(Programs.PLAIN).buys("1", "mug", 1000);
        scenario.given(scenario.redeem(7)).given(scenario.refund("1", 1, 1)).thenAvailable(0);
        assertThat(scenario.latest(OrderRefunded.class))
                .extracting(OrderRefunded::pointsDue, OrderRefunded::pointsForgiven, OrderRefunded::pointsOwed)
                .containsExactly(10L, 7L, 0L);
        scenario.thenTotals(new Totals(10, 7, 0, 3, 0, 0));
    }

    @Test
    void allowNegativeIsPaidOffByTheNextPointsEarned() {
        Scenario scenario = Scenario.of(Programs.with(new RefundRules(0, Shortfall.ALLOW_NEGATIVE)))
                .buys("1", "mug", 1000);
        scenario.given(scenario.redeem(7)).given(scenario.refund("1", 1, 1)).thenBalance(0, 0, 0, 7);
        scenario.when(scenario.redeem(1)).thenRejected(Reason.INSUFFICIENT_POINTS);
        scenario.buys("2", "mug", 500).thenBalance(0, 0, 0, 2);
        scenario.buys("3", "mug", 500).thenAvailable(3).thenTotals(new Totals(20, 7, 0, 10, 0, 0));
    }

    @Test
    void refuseSaysWhatIsMissing() {
        Scenario scenario =
                Scenario.of(Programs.with(new RefundRules(0, Shortfall.REFUSE))).buys("1", "mug", 1000);
        scenario.given(scenario.redeem(7));
        scenario.when(scenario.refund("1", 1, 1))
                .thenRejected(Reason.INSUFFICIENT_POINTS)
                .thenMissing(10, 3)
                .thenAvailable(3);
    }

    @Test
    void pointsAreTakenFromTheOrdersOwnLotFirstPendingOnesToo() {
        Scenario scenario = Scenario.of(Programs.PLAIN)
                .buys("1", "mug", 1000)
                .under(Programs.with(new LotRules(5, 0)))
                .buys("2", "mug", 1000)
                .thenBalance(10, 10, 0, 0);
        scenario.given(scenario.refund("2", 1, 1)).thenAvailable(10);
        assertThat(scenario.latest(OrderRefunded.class).uses()).containsExactly(new LotUse(2, 10));
    }

    @Test
    void aRefundDoesNotTouchPointsThatAreHeld() {
        Scenario scenario = Scenario.of(Programs.PLAIN).buys("1", "mug", 1000);
        scenario.given(scenario.hold("h", 6)).given(scenario.refund("1", 1, 1)).thenBalance(0, 0, 6, 0);
        scenario.given(scenario.capture("h", 0)).thenAvailable(0);
    }
}
