package dev.giveback.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.benchmark.report.ContenderInfo;
import dev.giveback.benchmark.report.ContenderInfo.Kind;
import dev.giveback.benchmark.report.Latency;
import dev.giveback.benchmark.report.Sample;
import dev.giveback.benchmark.sql.DatabaseAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class OptionsTest {
    @Test
    void theCommandLineOfAReportGivesTheSameOptions() {
        Options options = parse(
                "--target=somewhere:1", "--seconds=3", "--in-flight=1,50", "--zipf=1.3", "--database-password=secret");
        String commandLine = options.commandLine();
        String[] words = commandLine.split(" ", -1);

        assertThat(commandLine)
                .startsWith("./benchmark/run ")
                .doesNotContain("secret")
                .doesNotContain("somewhere");
        assertThat(parse(Arrays.copyOfRange(words, 1, words.length)).settings()).isEqualTo(options.settings());
        assertThat(commandLine).contains("--in-flight 1,50").contains("--sql-clients 1,8,32");
    }

    @Test
    void suitesAreChosenByTheirWords() {
        assertThat(parse().suites).containsExactly(Suite.Name.values());
        Options two = parse("--suite=claims,codes");
        assertThat(two.suites).containsExactly(Suite.Name.CLAIMS, Suite.Name.CODES);
        assertThat(two.commandLine()).contains("--suite claims,codes");
        assertThatThrownBy(() -> parse("--suite=claim")).hasMessageContaining("expected: checkout, orders");
    }

    @Test
    void anAnswerThatWasNotAskedForIsRecordedAndPerhapsNotRight() {
        Ledger ledger = new Ledger();
        ledger.add(Map.of("OK", 10L, "OK with another answer", 3L, "UNAVAILABLE", 2L));

        assertThat(ledger.acknowledged()).isEqualTo(13);
        assertThat(ledger.right()).isEqualTo(10);
        assertThat(ledger.perhapsRight()).isEqualTo(5);
    }

    @Test
    void quickMeansShorterRunsOfEverythingUnlessAnOptionSaysOtherwise() {
        Options quick = parse("--quick", "--seconds=3");

        assertThat(quick.rounds).isEqualTo(1);
        assertThat(quick.seconds).isEqualTo(3);
        assertThat(quick.inFlight).containsExactly(10, 1000);
        assertThat(quick.suites).containsExactly(Suite.Name.values());
        assertThat(quick.parts)
                .containsExactly(Options.Part.STARTS, Options.Part.NODES, Options.Part.SIZES, Options.Part.JOURNAL);
        assertThat(parse().rounds).isEqualTo(3);
        assertThat(parse("--part=none").parts).containsExactly(Options.Part.NONE);
        assertThatThrownBy(() -> parse("--part=size")).hasMessageContaining("expected: starts, nodes, sizes");
    }

    @Test
    void aTargetIsHostAndPort() {
        Options options = parse("--database-port=5433", "--server-pid=42");
        Place place = Place.of(options, "gateway.example:8443");

        assertThat(place.host()).isEqualTo("gateway.example");
        assertThat(place.port()).isEqualTo(8443);
        assertThat(place.database()).contains(new DatabaseAddress("127.0.0.1", 5433, "postgres", ""));
        assertThat(place.serverPid()).hasValue(42);
        assertThat(place.postgresPid()).isEmpty();
        assertThatThrownBy(() -> Place.of(options, "gateway.example")).hasMessageContaining("expected: HOST:PORT");
    }

    @Test
    void aRunningStandaloneTellsTheRest(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("giveback.json"), """
                {"pid": 11, "grpcPort": 8400, "httpPort": 8480, "databasePort": 5401, "databaseUser": "giveback",
                 "databasePassword": "secret", "postgresPid": 12, "aFieldOfALaterVersion": true}
                """);

        assertThat(Place.of(StandaloneRecord.read(folder), "secret-key"))
                .isEqualTo(new Place(
                        "127.0.0.1",
                        8400,
                        "secret-key",
                        OptionalInt.empty(),
                        OptionalInt.of(8480),
                        Optional.of(new DatabaseAddress("127.0.0.1", 5401, "giveback", "secret")),
                        OptionalLong.of(11),
                        OptionalLong.of(12)));
    }

    @Test
    void halfOfTheMaximumIsThatOfTheRoundsCheckouts() {
        Round round = new Round(1);
        assertThat(round.halfOfMaximum()).isEmpty();
        round.add(new ContenderInfo("a", Kind.CHECKOUT, ""), sample(100, 4000));
        round.add(new ContenderInfo("b", Kind.CHECKOUT, ""), sample(100, 6000));
        round.add(new ContenderInfo("c", Kind.CHECKOUT, ""), sample(0, 0));
        round.add(new ContenderInfo("d", Kind.ECHO, ""), sample(100, 50_000));

        assertThat(round.halfOfMaximum()).hasValue(3000);
    }

    @Test
    void checkoutsWithoutAnAnswerAreKeptApartFromRefusals() {
        Ledger ledger = new Ledger();
        ledger.add(Map.of("OK", 10L, "UNAVAILABLE", 2L, "DEADLINE_EXCEEDED", 1L));
        ledger.add(Map.of("OK", 5L, "FAILED_PRECONDITION (BALANCE_LIMIT_REACHED)", 4L, "UNAVAILABLE (OVERLOADED)", 1L));

        assertThat(ledger.acknowledged()).isEqualTo(15);
        assertThat(ledger.unknown()).isEqualTo(4);
    }

    private static Options parse(String... arguments) {
        Options options = new Options();
        CommandLine commandLine = new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options));
        BenchmarkMain.quick(commandLine, Arrays.asList(arguments)).parseArgs(arguments);
        return options;
    }

    private static Sample sample(long calls, double rate) {
        Latency latency = Latency.of(new Histogram(3));
        return new Sample("x", 1, null, 1, calls, rate, latency, null, Map.of("OK", calls), 0, Map.of());
    }
}
