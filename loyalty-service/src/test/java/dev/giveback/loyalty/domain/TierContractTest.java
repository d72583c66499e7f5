package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.TierRules.Metric;
import dev.giveback.loyalty.domain.TierRules.Tier;
import java.time.Duration;
import java.time.Instant;
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
}
