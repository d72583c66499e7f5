package dev.giveback.torture.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Looks into a Giveback: has its garbage collected, and reads what it measures of itself. */
final class Doctor {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    private static final double MIB = 1 << 20;

    private Doctor() {}

    /** Whether this Java has the tool by which another one is asked to collect. */
    static boolean isThere() {
        return Files.isExecutable(JCMD);
    }

    /** One look, with the p99 that callers saw since the one before. */
    static Vitals.Sample look(GivebackProcess giveback, double p99Micros) throws IOException, InterruptedException {
        Process collecting = new ProcessBuilder(JCMD.toString(), "" + giveback.pid(), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (collecting.waitFor() != 0) {
            throw new IllegalStateException("garbage could not be collected: jcmd " + giveback.pid());
        }
        String metrics = giveback.metrics().orElseThrow(() -> new IllegalStateException("no metrics are told"));
        return new Vitals.Sample(
                sum(metrics, "jvm_memory_used_bytes\\{area=\"heap\"[^}]*}") / MIB,
                sum(metrics, "process_files_open_files"),
                sum(metrics, "jvm_threads_live_threads"),
                p99Micros);
    }

    private static double sum(String metrics, String meter) {
        double[] values = Pattern.compile("^" + meter + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics)
                .results()
                .map(found -> found.group(1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        if (values.length == 0) {
            throw new IllegalStateException("not among the metrics: " + meter);
        }
        return Arrays.stream(values).sum();
    }
}
