package dev.giveback.torture.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Lines as strace writes them. */
final class WalTraceTest {
    private static final String LOG = "5</data/postgres/pg_wal/000000010000000000000001>";
    private static final String OTHER_LOG = "6</data/postgres/pg_wal/000000010000000000000002>";

    private final WalTrace trace = new WalTrace();
    private final Map<String, WalTrace.Begun> begun = new HashMap<>();

    private void seen(String... lines) {
        for (String line : lines) {
            trace.take(line, begun);
        }
    }

    @Test
    void wordsAreSafeWhenTheFirstFlushAfterThemHasEnded() {
        seen(
                "41 100.000000 pwrite64(" + LOG + ", \"..order-7..\"..., 8192, 0) = 8192 <0.000020>",
                "41 100.000100 fdatasync(" + LOG + ") = 0 <0.000500>",
                "41 100.002000 fdatasync(" + LOG + ") = 0 <0.000500>");
        assertThat(trace.isSeen("order-7")).isTrue();
        assertThat(trace.safe("order-7").orElseThrow()).isBetween(100.0005, 100.0007);
    }

    @Test
    void aFlushThatHadBegunBeforeTheWordsWereWrittenDoesNotCount() {
        seen(
                "41 100.000000 fdatasync(" + LOG + " <unfinished ...>",
                "42 100.000100 pwrite64(" + LOG + ", \"order-7\", 8192, 0) = 8192 <0.000020>",
                "41 100.000900 <... fdatasync resumed>) = 0 <0.000900>");
        assertThat(trace.flushes()).isEqualTo(1);
        assertThat(trace.safe("order-7")).isEmpty();
    }

    @Test
    void anotherFilesFlushDoesNotCountAndNoneThatFailed() {
        seen(
                "42 100.000100 pwrite64(" + LOG + ", \"order-7\", 8192, 0) = 8192 <0.000020>",
                "41 100.000200 fdatasync(" + OTHER_LOG + ") = 0 <0.000900>",
                "41 100.000300 fdatasync(" + LOG + ") = -1 EIO (Input/output error) <0.000900>",
                "41 100.000400 write(1</dev/null>, \"order-8\", 8) = 8 <0.000010>");
        assertThat(trace.safe("order-7")).isEmpty();
        assertThat(trace.isSeen("order-8")).isFalse();
    }

    @Test
    void aWriteThatWasInterruptedByAnotherLineIsRead() {
        seen(
                "42 100.000100 pwrite64(" + LOG + ", \"order-7\", 8192, 0 <unfinished ...>",
                "43 100.000150 fdatasync(" + LOG + ") = 0 <0.000010>",
                "42 100.000200 <... pwrite64 resumed>) = 8192 <0.000100>",
                "43 100.000300 fdatasync(" + LOG + ") = 0 <0.000010>");
        assertThat(trace.safe("order-7").orElseThrow()).isGreaterThan(100.0003);
    }

    @Test
    void aWriteThatFailedHasWrittenNothing() {
        seen(
                "42 100.000100 pwrite64(" + LOG
                        + ", \"order-7\", 8192, 0) = -1 EIO (Input/output error) (INJECTED) <0.000020>",
                "41 100.000200 fdatasync(" + LOG + ") = 0 <0.000010>");
        assertThat(trace.isSeen("order-7")).isFalse();
        assertThat(trace.safe("order-7")).isEmpty();
    }

    @Test
    void allWordsOfOneWriteAreJudgedInOnePass() {
        seen(
                "42 100.000100 pwrite64(" + LOG + ", \"x-1-x-12-\", 8192, 0) = 8192 <0.000020>",
                "41 100.000200 fdatasync(" + LOG + ") = 0 <0.000010>",
                "42 100.000300 pwrite64(" + LOG + ", \"x-12-x-3-\", 8192, 0) = 8192 <0.000020>",
                "41 100.000400 fdatasync(" + LOG + ") = -1 EIO (Input/output error) (INJECTED) <0.000010>",
                "42 100.000500 +++ exited with 1 +++");
        Map<String, Double> safe = trace.safe(Pattern.compile("(x-\\d+-)"));
        assertThat(safe.get("x-1-")).isEqualTo(safe.get("x-12-")).isBetween(100.0002, 100.0003);
        assertThat(safe.get("x-3-")).isInfinite();
        assertThat(trace.ended(42).orElseThrow()).isEqualTo(100.0005);
        assertThat(trace.ended(41)).isEmpty();
    }
}
