package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.Change.PointsRedeemed;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class LotsTest {
    @Test
    void pointsPendUntilMidnightInTheProgramsZone() {
        Scenario scenario = Scenario.of(Programs.with(new LotRules(2, 0)))
                .at("2026-07-01T12:00:00Z")
                .buys("1", "mug", 1000)
                .thenBalance(0, 10, 0, 0);
        scenario.at("2026-07-02T22:59:59.999Z").thenBalance(0, 10, 0, 0);
        scenario.at("2026-07-02T23:00:00Z").thenBalance(10, 0, 0, 0);
    }

    @Test
    void pendingPointsCannotBeSpent() {
        Scenario scenario = Scenario.of(Programs.with(new LotRules(2, 0))).buys("1", "mug", 1000);
        scenario.when(scenario.redeem(1))
                .thenRejected(Reason.INSUFFICIENT_POINTS)
                .thenMissing(1, 0);
    }

    @Test
    void pointsExpireToTheSecondAcrossDaylightSaving() {
        // British clocks go forward on 2026-03-29, so that day has 23 hours.
        Scenario scenario = Scenario.of(Programs.with(new LotRules(0, 30)))
                .at("2026-03-02T12:00:00Z")
                .buys("1", "mug", 1000);
        scenario.at("2026-03-31T22:59:59.999Z").thenAvailable(10);
        scenario.at("2026-03-31T23:00:00Z").thenAvailable(0);
    }

    @Test
    void expiryIsRecordedByTheNextEventAndCountedBefore() {
        Scenario scenario = Scenario.of(Programs.with(new LotRules(0, 30)))
                .buys("1", "mug", 1000)
                .after(Duration.ofDays(31))
                .thenTotals(new Totals(10, 0, 10, 0, 0, 0))
                .buys("2", "mug", 500)
                .thenAvailable(5)
                .thenTotals(new Totals(15, 0, 10, 0, 0, 0));
        assertThat(scenario.event().header().expired()).containsExactly(new LotUse(1, 10));
    }

    @Test
    void theSweeperRecordsExpiryOnce() {
        Scenario scenario = Scenario.of(Programs.with(new LotRules(0, 30))).buys("1", "mug", 1000);
        scenario.when(new Command.ExpirePoints()).thenEvents(1);
        scenario.after(Duration.ofDays(31)).when(new Command.ExpirePoints()).thenEvents(2);
        scenario.when(new Command.ExpirePoints()).thenEvents(2).thenTotals(new Totals(10, 0, 10, 0, 0, 0));
    }

    @Test
    void pointsAreSpentSoonestExpiringFirstThenOldestFirst() {
        Scenario scenario = Scenario.of(Programs.with(new LotRules(0, 0)))
                .buys("for-ever", "mug", 1000)
                .under(Programs.with(new LotRules(0, 60)))
                .buys("sixty", "mug", 1000)
                .under(Programs.with(new LotRules(0, 30)))
                .buys("thirty", "mug", 1000)
                .after(Duration.ofSeconds(1))
                .buys("thirty-later", "mug", 1000);
        scenario.given(scenario.redeem(35));
        assertThat(scenario.latest(PointsRedeemed.class).uses())
                .containsExactly(new LotUse(3, 10), new LotUse(4, 10), new LotUse(2, 10), new LotUse(1, 5));
        assertThat(scenario.customer().lots().inOrder())
                .extracting(Lot::remaining)
                .containsExactly(5L);
    }

    @Test
    void aBackdatedPurchaseExpiresByItsOwnDay() {
        Scenario scenario = Scenario.of(Programs.with(new LotRules(0, 30)));
        scenario.given(scenario.checkoutAt("1", Instant.parse("2026-01-01T12:00:00Z"), "mug", 1000))
                .thenAvailable(0)
                .thenTotals(new Totals(10, 0, 10, 0, 0, 0));
    }

    @Test
    void aSpendingSaysWhatIsMissing() {
        Scenario scenario = Scenario.of(Programs.PLAIN).buys("1", "mug", 1000);
        scenario.when(scenario.redeem(25))
                .thenRejected(Reason.INSUFFICIENT_POINTS)
                .thenMissing(25, 10)
                .thenAvailable(10);
        scenario.given(scenario.redeem(10)).thenAvailable(0);
    }

    @Test
    void pointsThatAreExpiredWhenTheyComeAreRecordedAsExpiredAtOnce() {
        Scenario scenario = Scenario.of(Programs.with(new LotRules(0, 30)));
        scenario.given(scenario.checkoutAt("1", Instant.parse("2026-01-01T12:00:00Z"), "mug", 1000));
        assertThat(scenario.event().header().expired()).containsExactly(new LotUse(1, 10));
        assertThat(scenario.customer().lots().inOrder()).isEmpty();
        scenario.when(new Command.ExpirePoints()).thenEvents(1);
    }

    @Test
    void theNextExpiryIsThatOfPointsThatAreLeftEvenIfItIsPast() {
        Scenario scenario = Scenario.of(Programs.with(new LotRules(0, 1)))
                .at("2026-03-02T23:55:00Z")
                .buys("1", "mug", 1000);
        Instant midnight = Instant.parse("2026-03-03T00:00:00Z");
        assertThat(scenario.customer().nextExpiry(midnight.minusMillis(1))).isEqualTo(midnight);
        // Nothing has recorded it yet, so the sweeper must come.
        assertThat(scenario.customer().nextExpiry(midnight)).isEqualTo(midnight);
        scenario.at("2026-03-02T23:56:00Z").given(scenario.hold("h", 10));
        assertThat(scenario.customer().nextExpiry(midnight)).isEqualTo(Instant.parse("2026-03-03T00:11:00Z"));
    }
}
