package dev.giveback.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.torture.report.ReportFolder;
import dev.giveback.torture.report.RunRecord;
import dev.giveback.torture.report.SuiteRecord;
import dev.giveback.torture.report.SuiteRecord.ControlRecord;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Suite;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every suite, in its small size, with every fault that is planted for it. */
final class SuitesTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    static List<Suite> suites() {
        return Suites.all();
    }

    @ParameterizedTest
    @MethodSource("suites")
    void nothingIsBrokenAndEveryPlantedFaultIsFound(Suite suite) throws IOException {
        ByteArrayOutputStream progress = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(progress, true, StandardCharsets.UTF_8);
        RunRecord run = new Runner(
                        RunRecord.begun(Scale.SMALL, 1, Instant.now(), "this one"),
                        new ReportFolder(folder),
                        new Progress(out, false),
                        HOME,
                        InstantSource.system())
                .run(List.of(suite), Optional.empty());
        SuiteRecord record = run.suites().getFirst();
        assertThat(record.violations()).as("violations").isEmpty();
        assertThat(record.controls()).as("planted faults").isNotEmpty().allMatch(ControlRecord::isFound);
        assertThat(record.done()).isEqualTo(record.seeds());
    }

    @Test
    void everySuiteHasItsOwnNumberAndNameAndStandsAmongThePromises() throws IOException {
        String promises = Files.readString(HOME.resolve("docs/RELIABILITY.md"));
        assertThat(suites().stream().map(suite -> suite.promise().number()))
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(suites().stream().map(suite -> suite.promise().name())).doesNotHaveDuplicates();
        for (Suite suite : suites()) {
            assertThat(promises).contains("`" + suite.promise().name() + "`");
        }
    }
}
