package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.HoldCaptured;
import dev.giveback.loyalty.domain.Change.PointsHeld;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HoldsTest {
    private final Scenario scenario = Scenario.of(Programs.PLAIN).buys("1", "mug", 1000);

    @Test
    void aHoldSetsPointsAsideAndACaptureSpendsThem() {
        scenario.given(scenario.hold("h", 8)).thenBalance(2, 0, 8, 0);
        scenario.when(scenario.redeem(3))
                .thenRejected(Reason.INSUFFICIENT_POINTS)
                .thenMissing(3, 2);
        scenario.given(scenario.capture("h", 0)).thenAvailable(2).thenTotals(new Totals(10, 8, 0, 0, 0, 0));
    }

    @Test
    void aPartialCaptureSetsTheRestFree() {
        scenario.given(scenario.hold("h", 8));
        scenario.given(scenario.capture("h", 5)).thenAvailable(5);
        assertThat(scenario.latest(HoldCaptured.class).released()).isEqualTo(3);
    }

    @Test
    void aCaptureCannotExceedTheHold() {
        scenario.given(scenario.hold("h", 8));
        scenario.when(scenario.capture("h", 9))
                .thenRejected(Reason.CAPTURE_EXCEEDS_HOLD)
                .thenMissing(9, 8);
    }

    @Test
    void aHoldEndsOnce() {
        scenario.given(scenario.hold("h", 1)).given(scenario.capture("h", 0));
        scenario.when(scenario.capture("h", 0)).thenRejected(Reason.HOLD_CAPTURED);
        scenario.when(scenario.release("h")).thenRejected(Reason.HOLD_CAPTURED);
        scenario.given(scenario.hold("i", 1)).given(scenario.release("i")).thenAvailable(9);
        scenario.when(scenario.capture("i", 0)).thenRejected(Reason.HOLD_RELEASED);
        scenario.when(scenario.release("i")).thenRejected(Reason.HOLD_RELEASED);
    }

    @Test
    void aHoldExpiresByItself() {
        scenario.given(scenario.hold("h", 8));
        scenario.after(Duration.ofMinutes(15).minusMillis(1)).thenBalance(2, 0, 8, 0);
        scenario.after(Duration.ofMillis(1)).thenAvailable(10);
        scenario.when(scenario.capture("h", 0)).thenRejected(Reason.HOLD_EXPIRED);
        scenario.given(scenario.redeem(10)).thenAvailable(0);
        scenario.when(scenario.release("h")).thenRejected(Reason.HOLD_EXPIRED);
    }

    @Test
    void aHoldIdIsUsedOnce() {
        scenario.given(scenario.hold("h", 1));
        scenario.when(scenario.hold("h", 2)).thenRejected(Reason.HOLD_EXISTS);
        scenario.given(scenario.release("h"));
        scenario.when(scenario.hold("h", 1)).thenRejected(Reason.HOLD_EXISTS);
        scenario.when(scenario.capture("unknown", 0)).thenRejected(Reason.HOLD_NOT_FOUND);
    }

    @Test
    void aLotThatExpiresDuringALiveHoldCanStillBeCaptured() {
        Scenario expiring = Scenario.of(Programs.with(new LotRules(0, 1)))
                .at("2026-03-02T23:55:00Z")
                .buys("1", "mug", 1000);
        expiring.given(expiring.hold("h", 6));
        expiring.at("2026-03-03T00:05:00Z").thenBalance(0, 0, 6, 0);
        expiring.given(expiring.capture("h", 5)).thenAvailable(0).thenTotals(new Totals(10, 5, 5, 0, 0, 0));
    }

    @Test
    void aCustomerHasAtMostOneHundredLiveHolds() {
        Scenario rich = Scenario.of(Programs.PLAIN).buys("1", "mug", 100_000);
        for (int i = 0; i < Limits.MAX_LIVE_HOLDS; i++) {
            rich.given(rich.hold("h" + i, 1));
        }
        rich.when(rich.hold("one-more", 1)).thenRejected(Reason.TOO_MANY_HOLDS);
        rich.after(Duration.ofHours(1)).given(rich.hold("one-more", 1)).thenBalance(999, 0, 1, 0);
    }

    private static Scenario holdsSixOfTenThatExpired() {
        Scenario expiring = Scenario.of(Programs.with(new LotRules(0, 1)))
                .at("2026-03-02T23:55:00Z")
                .buys("1", "mug", 1000);
        return expiring.given(expiring.hold("h", 6)).at("2026-03-03T00:05:00Z");
    }

    @Test
    void expiredPointsThatAReleaseSetsFreeAreRecordedAsExpiredByIt() {
        Scenario expiring = holdsSixOfTenThatExpired();
        expiring.given(expiring.release("h")).thenAvailable(0);
        assertThat(expiring.event().header().expired()).containsExactly(new LotUse(1, 10));
        assertThat(expiring.customer().lots().inOrder()).isEmpty();
    }

    @Test
    void expiredPointsThatACaptureLeavesAreRecordedAsExpiredByIt() {
        Scenario expiring = holdsSixOfTenThatExpired();
        expiring.given(expiring.capture("h", 5)).thenAvailable(0);
        assertThat(expiring.event().header().expired()).containsExactly(new LotUse(1, 5));
        expiring.when(new Command.ExpirePoints()).thenEvents(3);
    }

    @Test
    void aHoldEndsOnAMillisecondAsItIsStored() {
        scenario.given(new Command.HoldPoints(scenario.request(), "h", 8, Duration.ofSeconds(1, 999_999)));
        assertThat(scenario.latest(PointsHeld.class).expires()).isEqualTo(Scenario.NOON.plusSeconds(1));
    }
}
