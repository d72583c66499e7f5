package dev.giveback.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a fixed report of two rounds and checks what is concluded from it and how it is written. */
final class ReportTest {
    private final Report report;

    ReportTest() throws IOException {
        report = ReportFiles.read(text("report.json"));
    }

    @Test
    void ratiosAreFormedRoundByRoundFromTheBestOfEachSide() {
        Ratio statements = Findings.of(report).ratios().get(0);
        Ratio function = Findings.of(report).ratios().get(1);

        // 9000 / 3000 and 8000 / 2000; the contender with fewer in flight, and pgbench with fewer clients, are not the
        // best.
        assertThat(statements.value()).isEqualTo(new Spread(3.5, 3, 4));
        assertThat(statements.reached()).isFalse();
        assertThat(function.value()).isNull();
        assertThat(function.reached()).isNull();
    }

    @Test
    void anAimThatIsMissedIsSaidToBeMissed() {
        Ratio echo = Findings.of(report).ratios().get(2);
        Ratio tail = Findings.of(report).ratios().get(3);

        assertThat(Objects.requireNonNull(echo.value()).median())
                .isCloseTo((9000 / 30000.0 + 8000 / 30000.0) / 2, within(1e-9));
        assertThat(echo.reached()).isFalse();
        assertThat(tail.value()).isEqualTo(new Spread(2.5, 2, 3));
        assertThat(tail.reached()).isTrue();
    }

    @Test
    void claimsAndCodesHaveAimsOfTheirOwn() {
        Ratio claims = Findings.of(report).ratios().get(7);
        Ratio codes = Findings.of(report).ratios().get(9);

        assertThat(claims.value()).isEqualTo(new Spread(11, 10, 12));
        assertThat(claims.reached()).isTrue();
        assertThat(Objects.requireNonNull(codes.value()).median()).isCloseTo(1.2, within(1e-9));
        assertThat(codes.reached()).isTrue();
    }

    @Test
    void troublesOfAllRoundsAreAddedUp() {
        Summary atHalf = Findings.best(Findings.of(report).summaries(), ContenderInfo.Kind.CHECKOUT_AT_RATE)
                .orElseThrow();

        assertThat(atHalf.troubles()).isEqualTo(Map.of("UNAVAILABLE", 5L, "not sent", 7L));
        assertThat(atHalf.cpuMicrosPerCall()).containsEntry("server", new Spread(55, 50, 60));
    }

    @Test
    void theTextIsAsRecorded() throws IOException {
        assertThat(Markdown.of(report, Findings.of(report))).isEqualTo(text("report.md"));
    }

    @Test
    void whatIsWrittenIsReadAgain(@TempDir Path folder) throws IOException {
        ReportFiles.write(folder, report, Findings.of(report), text("report.md"), List.of(Map.of("title", "Starts")));

        assertThat(ReportFiles.read(Files.readString(folder.resolve("report.json"))))
                .isEqualTo(report);
        assertThat(folder.resolve("report.json")).content().contains("\"title\" : \"Starts\"");
        assertThat(folder.resolve("report.md")).hasContent(text("report.md"));
    }

    @Test
    void aDocumentKeepsWhatStandsAroundTheReport(@TempDir Path folder) throws IOException {
        Path document = folder.resolve("PERFORMANCE.md");
        Files.writeString(document, "# Before\n<!-- benchmark:begin -->\nold\n<!-- benchmark:end -->\nAfter\n");

        ReportFiles.fill(document, text("report.md"));
        ReportFiles.fill(document, text("report.md"));

        assertThat(Files.readString(document))
                .isEqualTo("# Before\n<!-- benchmark:begin -->\n\n" + text("report.md")
                        + "\n<!-- benchmark:end -->\nAfter\n");
    }

    @Test
    void aDocumentWithoutMarksIsLeftAlone(@TempDir Path folder) throws IOException {
        Path document = folder.resolve("other.md");
        Files.writeString(document, "# Mine\n");

        assertThatThrownBy(() -> ReportFiles.fill(document, text("report.md"))).hasMessageContaining("has no lines");
        assertThat(document).hasContent("# Mine\n");
    }

    @Test
    void anAuditAgreesOnlyIfNothingIsMissingAndNothingIsTooMuch() {
        assertThat(new Audit("x", 100, 2, 100L).agrees()).isTrue();
        assertThat(new Audit("x", 100, 2, 102L).agrees()).isTrue();
        assertThat(List.of(new Audit("x", 100, 2, 99L), new Audit("x", 100, 2, 103L), new Audit("x", 100, 2, null)))
                .noneMatch(Audit::agrees);
    }

    private static String text(String name) throws IOException {
        try (InputStream stream = ReportTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
