package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.TierRules.Metric;
import dev.giveback.loyalty.domain.TierRules.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the published {@code TierStanding} promises about the times of a tier. */
final class TierContractTest {
    private static final List<Tier> TIERS = List.of(new Tier("silver", 100), new Tier("gold", 500));

    private static Program program(int window, int period) {
        return Programs.with(new TierRules(Metric.POINTS, window, period, 0, TIERS));
    }

    @Test
    void aTierIsNotLostBeforeTheEndThatAReadPromised() {
        Program program = program(30, 90);
        Scenario scenario = Scenario.of(program)
                .buys("1", "mug", 10_000)
                .after(Duration.ofDays(85))
                .buys("2", "mug", 10_000);
        // Renewed on day 90, because the window then holds order 2.
        Instant day95 = Scenario.NOON.plus(Duration.ofDays(95));
        TierGrant promised = scenario.customer().tier(program, day95);
        assertThat(promised.tierId()).isEqualTo("silver");
        Instant promisedEnd = Objects.requireNonNull(promised.end());
        TierGrant later = scenario.customer().tier(program, promisedEnd.minusMillis(1));
        assertThat(later).isEqualTo(promised);
    }

    @Test
    void aTierThatWasLostAndReachedAgainStartsAnew() {
        Program program = program(30, 60);
        Scenario scenario = Scenario.of(program).buys("1", "mug", 10_000);
        scenario.after(Duration.ofDays(100)).thenTier("");
        scenario.buys("2", "mug", 10_000).thenTier("silver");
        assertThat(scenario.customer().tier().start()).isEqualTo(Scenario.NOON.plus(Duration.ofDays(100)));
    }

    @Test
    void anOrderDatedPastMidnightRaisesTheTierAtOnce() {
        Scenario scenario = Scenario.of(program(30, 90)).at("2026-03-02T23:58:00Z");
        scenario.given(scenario.checkoutAt("1", Instant.parse("2026-03-03T00:01:00Z"), "mug", 10_000))
                .thenTier("silver");
    }

    @Test
    void aTierIsGivenFromPeriodToPeriodForAsLongAsTheWindowIsWorthIt() {
        Program program = program(0, 90);
        Scenario scenario = Scenario.of(program).buys("1", "mug", 10_000);
        TierGrant third = scenario.customer().tier(program, Scenario.NOON.plus(Duration.ofDays(200)));
        LocalDate first = LocalDate.of(2026, 3, 2);
        assertThat(third)
                .isEqualTo(new TierGrant(
                        "silver", midnightInLondon(first.plusDays(180)), midnightInLondon(first.plusDays(270))));
        scenario.after(Duration.ofDays(200)).given(scenario.enroll());
        assertThat(scenario.customer().tier()).isEqualTo(third);
    }

    private static Instant midnightInLondon(LocalDate day) {
        return day.atStartOfDay(Programs.LONDON).toInstant();
    }

    @Test
    void anOrderBoughtBeforeADowngradeAndRecordedAfterItDoesNotUndoIt() {
        Scenario scenario = Scenario.of(program(60, 90)).buys("1", "mug", 10_000);
        scenario.after(Duration.ofDays(100)).thenTier("");
        Instant inTime = Scenario.NOON.plus(Duration.ofDays(80));
        scenario.given(scenario.checkoutAt("2", inTime, "mug", 10_000)).thenTier("silver");
        assertThat(scenario.customer().tier().start()).isEqualTo(Scenario.NOON.plus(Duration.ofDays(100)));
    }

    @Test
    void pointsThatARefundForgaveStillCountForTheTier() {
        Program program = program(0, 90);
        Scenario scenario = Scenario.of(program).buys("1", "mug", 10_000);
        scenario.given(scenario.redeem(70)).given(scenario.refund("1", 1, 1));
        assertThat(scenario.customer().qualifying(program, Scenario.NOON)).isEqualTo(70);
    }
}
