package dev.giveback.benchmark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PgBenchOutputTest {
    /** Recorded from pgbench 15.18 with a rate. */
    private static final String RECORDED = """
            pgbench (15.18 (Debian 15.18-0+deb12u1))
            transaction type: commit.sql
            scaling factor: 1
            query mode: prepared
            number of clients: 8
            number of threads: 2
            maximum number of tries: 1
            duration: 2 s
            number of transactions actually processed: 1017
            number of failed transactions: 0 (0.000%)
            latency average = 0.693 ms
            latency stddev = 0.507 ms
            rate limit schedule lag: avg 0.128 (max 3.133) ms
            initial connection time = 14.131 ms
            tps = 511.224828 (without initial connection time)
            """;

    @Test
    void severalScriptsAreCountedEachForItself() {
        String text = RECORDED + """
                SQL script 1: select.sql
                 - weight: 3 (targets 75.0% of total)
                 - 765 transactions (75.2% of total, tps = 383.4)
                SQL script 2: script.sql
                 - weight: 1 (targets 25.0% of total)
                 - 252 transactions (24.8% of total, tps = 127.8)
                """;

        assertThat(PgBenchOutput.parse(text)).isEqualTo(new PgBenchOutput(1017, 0, 511.224828, List.of(765L, 252L)));
    }

    @Test
    void theFiguresAreRead() {
        assertThat(PgBenchOutput.parse(RECORDED)).isEqualTo(new PgBenchOutput(1017, 0, 511.224828, List.of()));
    }

    @Test
    void aRunThatProcessedNothingHasNoRate() {
        String text = RECORDED.replace("processed: 1017", "processed: 0").replaceAll("(?m)^tps = .*$", "");
        assertThat(PgBenchOutput.parse(text)).isEqualTo(new PgBenchOutput(0, 0, 0, List.of()));
    }

    @Test
    void transactionsThatFailedAreRead() {
        String text = RECORDED.replace("failed transactions: 0 (0.000%)", "failed transactions: 12 (1.180%)");

        assertThat(PgBenchOutput.parse(text).failed()).isEqualTo(12);
    }

    @Test
    void aVersionThatCountsNoFailuresHasNone() {
        String text = RECORDED.replace("number of failed transactions: 0 (0.000%)\n", "");

        assertThat(PgBenchOutput.parse(text)).isEqualTo(new PgBenchOutput(1017, 0, 511.224828, List.of()));
    }

    @Test
    void aMissingFigureIsAnError() {
        assertThatThrownBy(() -> PgBenchOutput.parse(RECORDED.replace("tps = ", "speed = ")))
                .hasMessageContaining("printed no line like")
                .hasMessageContaining("speed = 511");
    }

    @Test
    void clientsThatGaveUpAreAnError() {
        String text = "pgbench: error: client 3 script 0 aborted in command 17 query 0: ERROR\n" + RECORDED;

        assertThatThrownBy(() -> PgBenchOutput.parse(text)).hasMessageContaining("gave up");
    }

    @Test
    void theLogsOfAllThreadsGiveTheLatency(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("log.9856"), "0 1 10331 0 1795373717 92212\n0 2 1892 0 1795373717 94117\n");
        Files.writeString(
                folder.resolve("log.9856.1"), "4 1 1000 0 1795373719 145878 84\n5 9 failed 0 1795373719 147058 83\n");
        Files.writeString(folder.resolve("script.sql"), "SELECT 1;\n");

        Histogram latency = PgBenchLog.read(folder);

        assertThat(latency.getTotalCount()).isEqualTo(3);
        assertThat(latency.valuesAreEquivalent(latency.getMaxValue(), 10_331_000))
                .isTrue();
        assertThat(latency.valuesAreEquivalent(latency.getMinValue(), 1_000_000))
                .isTrue();
    }
}
