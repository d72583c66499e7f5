package dev.giveback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.benchmark.PartReport.Aim;
import dev.giveback.benchmark.PartReport.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PartReportTest {
    @Test
    void ratiosAreFormedRoundByRoundAndWhatIsMissingIsSaid() {
        Figure small = new Figure("1,000 customers: processor time", "µs", 1);
        Figure large = new Figure("5,000 customers: processor time", "µs", 1);
        Figure never = new Figure("never", "s", 0);
        small.add(1, 100);
        small.add(2, 200);
        large.add(1, 110);
        large.add(2, 240);
        List<Aim> aims = List.of(
                new Aim("large / small", large.over(small), 1.2, "≤ 1.2"),
                new Aim("never / small", never.over(small), 1.2, "≤ 1.2"),
                new Aim("small / large", small.over(large), 0.5, "≤ 0.5"));
        PartReport report = new PartReport(
                "Sizes", "2026-11-27T14:00:00Z", List.of("A fact."), List.of(small, large, never), aims, List.of("x."));

        assertThat(report.markdown())
                .startsWith("### Sizes, run of 2026-11-27T14:00:00Z\n")
                .contains("| 5,000 customers: processor time | 175.0 (110.0–240.0) µs |")
                .contains("| large / small | 1.15 (1.10–1.20) | ≤ 1.2 | reached |")
                .contains("| never / small | not measured | ≤ 1.2 |  |")
                .contains("| small / large | 0.87 (0.83–0.91) | ≤ 0.5 | **not reached** |")
                .contains("- Not measured: x.")
                .doesNotContain("| never |");
        assertThat(report.json()).containsEntry("title", "Sizes");
    }
}
