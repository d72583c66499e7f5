package dev.giveback.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.torture.report.ReportFolder;
import dev.giveback.torture.report.RunRecord;
import dev.giveback.torture.report.SuiteRecord;
import dev.giveback.torture.report.SuiteRecord.Status;
import dev.giveback.torture.suite.Suite;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, over a suite that counts. */
final class TortureMainTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // Set by JUnit.
    private Path folder;

    private final CountingSuite suite = new CountingSuite();
    private final StringWriter errors = new StringWriter();

    private static final class PowerCut extends Error {}

    private int run(Suite of, String... arguments) {
        String[] all = new String[arguments.length + 2];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--report";
        all[arguments.length + 1] = folder.toString();
        return TortureMain.command(List.of(of))
                .setErr(new PrintWriter(errors, true))
                .execute(all);
    }

    private SuiteRecord record() throws IOException {
        return new ReportFolder(folder)
                .read()
                .flatMap(run -> run.suite("counting"))
                .orElseThrow();
    }

    @Test
    void everySeedIsTriedOnceAndTheReportSaysSo() throws IOException {
        assertThat(run(suite)).isZero();
        assertThat(suite.tried)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
        assertThat(suite.isOpen).isFalse();
        assertThat(record().status()).isEqualTo(Status.PASSED);
        assertThat(record().counts()).containsEntry("numbers", 10L);
        assertThat(Files.readString(folder.resolve(ReportFolder.HTML_FILE)))
                .contains("1 passed, 0 violated", "Numbers follow each other.", "a number left out")
                .doesNotContain("http");
    }

    @Test
    void aViolationIsToldWithTheSeedThatRepeatsItAndEndsWithOne() throws IOException {
        suite.broken = seed -> seed == 8;
        assertThat(run(suite)).isEqualTo(1);
        assertThat(record().violations()).hasSize(1);
        assertThat(Files.readString(folder.resolve(ReportFolder.HTML_FILE)))
                .contains("./giveback torture counting --size small --seed 8 --seeds 1", "one step");
    }

    @Test
    void theRepeatOfOneSeedFindsItAgainAndSaysThatNoFaultWasPlanted() throws IOException {
        suite.broken = seed -> seed == 8;
        assertThat(run(suite, "counting", "--seed", "8", "--seeds", "1")).isEqualTo(1);
        assertThat(suite.tried).containsExactly(8L);
        assertThat(suite.controlsHunted).isZero();
        assertThat(record().notRun()).containsExactly(Runner.NO_CONTROLS);
    }

    @Test
    void aPlantedFaultThatIsNotFoundIsAViolation() throws IOException {
        suite.isControlFound = false;
        assertThat(run(suite)).isEqualTo(1);
        assertThat(record().status()).isEqualTo(Status.VIOLATED);
    }

    @Test
    void aSuiteWhoseToolIsMissingIsNotRunAndNotPassed() throws IOException {
        suite.missing = "needs strace";
        assertThat(run(suite)).isEqualTo(3);
        assertThat(suite.tried).isEmpty();
        assertThat(record().status()).isEqualTo(Status.NOT_RUN);
        assertThat(record().notRun()).containsExactly("all of it: needs strace");
    }

    @Test
    void aSuiteThatBreaksIsAViolationAndTheRestGoesOn() throws IOException {
        suite.dies = seed -> seed == 4;
        assertThat(run(suite)).isEqualTo(1);
        assertThat(suite.tried).containsExactly(1L, 2L, 3L, 7L, 8L, 9L, 10L);
        assertThat(record().violations().getFirst().what()).contains("no power");
    }

    @Test
    void aSuiteThatFindsTooMuchIsStopped() throws IOException {
        suite.broken = seed -> true;
        assertThat(run(suite, "--size", "full")).isEqualTo(1);
        assertThat(suite.tried).hasSize(21);
        assertThat(record().isStopped()).isTrue();
    }

    /** The power goes after some slices: an error of the JVM is nothing that the runner outlives. */
    @Test
    void aRunThatWasKilledGoesOnAfterItsLastSlice() throws IOException {
        CountingSuite killed = new CountingSuite();
        killed.dies = seed -> {
            if (seed == 8) {
                throw new PowerCut();
            }
            return false;
        };
        assertThat(dies(killed)).isTrue();
        assertThat(record().done()).isEqualTo(6);
        assertThat(record().status()).isEqualTo(Status.UNFINISHED);

        assertThat(run(suite)).isEqualTo(2);
        assertThat(errors.toString()).contains("holds a run that is not finished");
        assertThat(run(suite, "--resume", "--seed", "5")).isEqualTo(2);
        assertThat(run(suite, "--resume")).isZero();
        assertThat(suite.tried).containsExactly(7L, 8L, 9L, 10L);
        assertThat(suite.controlsHunted).isZero();
        assertThat(record().counts()).containsEntry("numbers", 10L);

        assertThat(run(suite, "--resume")).isZero();
        assertThat(suite.tried).hasSize(4);
    }

    private boolean dies(CountingSuite killed) {
        try {
            run(killed);
            return false;
        } catch (PowerCut power) {
            return true;
        }
    }

    @Test
    void wrongOptionsAreRefused() {
        assertThat(run(suite, "nonsense")).isEqualTo(2);
        assertThat(run(suite, "--size", "huge")).isEqualTo(2);
        assertThat(run(suite, "--seeds", "0")).isEqualTo(2);
        assertThat(run(suite, "--resume")).isEqualTo(2);
        assertThat(errors.toString())
                .contains(
                        "there is no 'nonsense'",
                        "expected: small or full",
                        "at least 1",
                        "holds no run to go on with");
        assertThat(suite.tried).isEmpty();
    }

    @Test
    void theListRunsNothingAndASuiteIsKnownByItsNumberToo() throws IOException {
        assertThat(run(suite, "--list")).isZero();
        assertThat(suite.tried).isEmpty();
        assertThat(new ReportFolder(folder).read()).isEmpty();
        assertThat(run(suite, "7")).isZero();
        assertThat(suite.tried).hasSize(10);
    }

    @Test
    void aReportOfAnotherFormIsNotGoneOnWith() throws IOException {
        assertThat(run(suite)).isZero();
        Path file = folder.resolve(ReportFolder.JSON_FILE);
        Files.writeString(
                file, Files.readString(file).replace("\"version\" : " + RunRecord.VERSION, "\"version\" : 99"));
        assertThat(run(suite, "--resume")).isEqualTo(1);
        assertThat(errors.toString()).contains("version 99");
    }
}
