package dev.giveback.benchmark.sql;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** Reads the files in which pgbench notes every transaction: client, number, microseconds, and more. */
final class PgBenchLog {
    private static final Pattern SPACE = Pattern.compile(" ");
    private static final long HIGHEST_NANOS = 120_000_000_000L;

    private PgBenchLog() {}

    /** Latencies in nanoseconds of all files in a folder, one file a thread. */
    static Histogram read(Path folder) throws IOException {
        Histogram latency = new Histogram(1, HIGHEST_NANOS, 3);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "log.*")) {
            for (Path file : files) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.forEach(line -> add(latency, line));
                }
            }
        }
        return latency;
    }

    private static void add(Histogram latency, String line) {
        String micros = SPACE.split(line, -1)[2];
        // A word stands here instead of a number when the transaction failed.
        if (Character.isDigit(micros.charAt(0))) {
            latency.recordValue(Math.max(1, Math.min(Long.parseLong(micros) * 1000, HIGHEST_NANOS)));
        }
    }
}
