package dev.giveback.torture.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.torture.suite.Control;
import dev.giveback.torture.suite.Outcome;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Slice;
import dev.giveback.torture.suite.Suite;
import dev.giveback.torture.suite.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the suites rely on: a seed repeats its story, stories are full of what goes wrong, and what fails is told in few steps. */
final class SimulationTest {
    private static final Suite SUITE = new SimulationSuite();

    @Test
    void aSeedTellsTheSameStoryAgain() throws Exception {
        Outcome once = SUITE.run(new Slice(Scale.SMALL, 11, 5));
        assertThat(SUITE.run(new Slice(Scale.SMALL, 11, 5))).isEqualTo(once);
        assertThat(SUITE.run(new Slice(Scale.SMALL, 12, 5))).isNotEqualTo(once);
    }

    @Test
    void everythingThatCanGoWrongDoes() throws Exception {
        Map<String, Long> seen = SUITE.run(new Slice(Scale.SMALL, 1, 25)).counts();
        assertThat(seen)
                .containsKeys("crashes", "recoveries", "snapshots", "requests sent again", "coupons given")
                .containsKeys("claims refused", "news settled", "Accept", "Repeat", "Unchanged")
                .containsKeys("refused REQUEST_ID_REUSED", "refused INSUFFICIENT_POINTS", "refused CUSTOMER_MERGED");
        for (Point point : Point.values()) {
            assertThat(seen)
                    .containsKey("write "
                            + point.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        }
    }

    @Test
    void everyCommandIsCutOffAtEveryPoint() throws Exception {
        Outcome outcome = new CrashSuite().run(new Slice(Scale.SMALL, 1, 135));
        assertThat(outcome.violations()).isEmpty();
        assertThat(outcome.counts().get("points reached")).isEqualTo(135);
    }

    @Test
    void aPlantedFaultIsToldInFewSteps() throws Exception {
        for (Control control : SUITE.controls()) {
            Violation found = control.hunt().find().orElseThrow();
            assertThat(found.story()).as(control.name()).hasSizeBetween(1, 20);
        }
    }

    /** The other calendar agrees with the zone's rules, both ways, and differs from 24 hours a day. */
    @Test
    void midnightIsWhereTheShopIs() {
        assertThat(List.of(
                        Ledger.midnight(Instant.parse("2026-03-28T12:00:00Z"), 1),
                        Ledger.midnight(Instant.parse("2026-03-28T12:00:00Z"), 2),
                        Ledger.midnight(Instant.parse("2026-10-24T12:00:00Z"), 2)))
                .containsExactly(
                        Instant.parse("2026-03-29T00:00:00Z"),
                        Instant.parse("2026-03-29T23:00:00Z"),
                        Instant.parse("2026-10-26T00:00:00Z"));
    }
}
