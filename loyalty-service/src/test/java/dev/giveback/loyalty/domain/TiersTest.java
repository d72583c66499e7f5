package dev.giveback.loyalty.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.domain.TierRules.Metric;
import dev.giveback.loyalty.domain.TierRules.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TiersTest {
    private static final List<Tier> TIERS = List.of(new Tier("silver", 100), new Tier("gold", 500));

    private static Program program(Metric metric, int window, int period, int grace) {
        return Programs.with(new TierRules(metric, window, period, grace, TIERS));
    }

    @Test
    void aTierIsReachedAtOnceAndMayBeSkipped() {
        Scenario.of(program(Metric.POINTS, 0, 0, 0))
                .thenTier("")
                .buys("1", "mug", 9_999)
                .thenTier("")
                .buys("2", "mug", 100)
                .thenTier("silver")
                .buys("3", "mug", 40_000)
                .thenTier("gold");
        Scenario.of(program(Metric.SPEND, 0, 0, 0)).buys("1", "mug", 500).thenTier("gold");
    }

    @Test
    void aTierIsKeptUntilItsPeriodAndGraceAreOver() {
        // 2026-03-02 + 90 + 10 days is 2026-06-10, whose midnight in London is 23:00 UTC the day before.
        Scenario scenario = Scenario.of(program(Metric.POINTS, 30, 90, 10)).buys("1", "mug", 10_000);
        scenario.at("2026-06-09T22:59:59Z").thenTier("silver");
        scenario.at("2026-06-09T23:00:00Z").thenTier("");
        scenario.buys("2", "mug", 100).thenTier("");
        assertThat(scenario.event().header().tier()).isNotNull();
    }

    @Test
    void aTierThatIsStillDeservedIsRenewed() {
        Scenario scenario = Scenario.of(program(Metric.POINTS, 30, 90, 0))
                .buys("1", "mug", 10_000)
                .after(Duration.ofDays(85))
                .buys("2", "mug", 10_000)
                .after(Duration.ofDays(10))
                .thenTier("silver")
                .buys("3", "mug", 100)
                .thenTier("silver");
        assertThat(scenario.customer().tier().end()).isAfter(Instant.parse("2026-08-01T00:00:00Z"));
    }

    @Test
    void onlyTheRollingWindowCounts() {
        Scenario.of(program(Metric.POINTS, 30, 90, 0))
                .buys("1", "mug", 9_900)
                .after(Duration.ofDays(30))
                .buys("2", "mug", 9_900)
                .thenTier("")
                .after(Duration.ofDays(29))
                .buys("3", "mug", 100)
                .thenTier("silver");
    }

    @Test
    void aRefundTakesFromTheCountOfThePurchaseButNotTheTierAtOnce() {
        Scenario scenario = Scenario.of(program(Metric.POINTS, 0, 90, 0)).buys("1", "mug", 10_000);
        scenario.given(scenario.refund("1", 1, 1)).thenTier("silver");
        scenario.after(Duration.ofDays(91)).thenTier("");
    }

    @Test
    void aTierOfNoEndIsKeptForEver() {
        Scenario scenario = Scenario.of(program(Metric.POINTS, 30, 0, 0)).buys("1", "mug", 10_000);
        scenario.after(Duration.ofDays(3_000))
                .thenTier("silver")
                .buys("2", "mug", 1)
                .thenTier("silver");
    }
}
