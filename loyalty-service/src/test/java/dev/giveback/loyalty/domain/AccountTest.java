package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.EarningRules.Activity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AccountTest {
    @Test
    void aGuestEarnsAndKeepsEverythingWhenEnrolling() {
        Scenario scenario = Scenario.of(Programs.PLAIN).buys("1", "mug", 1000);
        assertThat(scenario.customer().enrolled()).isNull();
        scenario.given(scenario.enroll()).thenAvailable(10);
        assertThat(scenario.customer().enrolled()).isEqualTo(Scenario.NOON);
        scenario.when(scenario.enroll()).thenRejected(Reason.CUSTOMER_ENROLLED);
    }

    @Test
    void anActivityEarnsItsPointsAsOftenAsThePeriodAllows() {
        Scenario scenario = Scenario.of(Programs.with(
                Programs.activities(new Activity("review", 50, 2, Period.MONTH), new Activity("visit", 1, 0, null))));
        scenario.given(scenario.earn("review")).given(scenario.earn("review")).thenAvailable(100);
        scenario.when(scenario.earn("review"))
                .thenRejected(Reason.ACTIVITY_LIMIT_REACHED)
                .thenMissing(3, 2);
        scenario.given(scenario.earn("visit")).thenAvailable(101);
        scenario.when(scenario.earn("dance")).thenRejected(Reason.ACTIVITY_NOT_FOUND);
        scenario.at("2026-04-01T00:00:00Z").given(scenario.earn("review")).thenAvailable(151);
    }

    @Test
    void anAdjustmentAddsOrTakesWithAReason() {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        scenario.when(scenario.adjust(-1)).thenRejected(Reason.CUSTOMER_NOT_FOUND);
        scenario.given(scenario.adjust(20)).given(scenario.adjust(-5)).thenAvailable(15);
        scenario.thenTotals(new Totals(0, 0, 0, 0, 0, 15));
        scenario.when(scenario.adjust(-16))
                .thenRejected(Reason.INSUFFICIENT_POINTS)
                .thenMissing(16, 15);
    }

    @Test
    void anAdjustmentIsAvailableAtOnceEvenWherePurchasesPend() {
        Scenario scenario = Scenario.of(Programs.with(new LotRules(14, 365)));
        scenario.given(scenario.adjust(20)).thenAvailable(20);
        scenario.after(Duration.ofDays(366)).thenAvailable(0);
    }

    @Test
    void spendingAnUnknownCustomersPointsIsRefusedAsSuch() {
        Scenario scenario = Scenario.of(Programs.PLAIN);
        scenario.when(scenario.redeem(1)).thenRejected(Reason.CUSTOMER_NOT_FOUND);
        scenario.when(scenario.hold("h", 1)).thenRejected(Reason.CUSTOMER_NOT_FOUND);
        scenario.when(scenario.capture("h", 1)).thenRejected(Reason.CUSTOMER_NOT_FOUND);
        scenario.when(scenario.release("h")).thenRejected(Reason.CUSTOMER_NOT_FOUND);
    }

    @Test
    void aClockThatRunsBackwardsDoesNotBringPointsBack() {
        Scenario scenario = Scenario.of(Programs.with(new LotRules(0, 1)))
                .at("2026-03-02T12:00:00Z")
                .buys("1", "mug", 1000)
                .at("2026-03-04T12:00:00Z")
                .buys("2", "mug", 100)
                .at("2026-03-02T13:00:00Z");
        scenario.when(scenario.redeem(5)).thenRejected(Reason.INSUFFICIENT_POINTS);
    }

    @Test
    void anAccountIsGivenNoMoreThanItsLimitOverItsWholeLife() {
        Program generous = Programs.with(new EarningRules(
                new EarningRules.Rate(1_000_000, 1),
                List.of(),
                EarningRules.Stacking.HIGHEST,
                List.of(),
                0,
                0,
                null,
                List.of()));
        Scenario scenario = Scenario.of(generous);
        for (int i = 0; i < 1_000; i++) {
            scenario.buys("order-" + i, "mug", 1_000_000_000);
            scenario.given(scenario.refund("order-" + i, 1, 1));
        }
        scenario.when(scenario.checkout("one-more", "mug", 1)).thenRejected(Reason.BALANCE_LIMIT_REACHED);
        scenario.given(scenario.adjust(1)).thenAvailable(1);
    }
}
