package dev.giveback.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code ./benchmark/run journal}. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Measures the works on the journal, replay, verify, back-test, export, import and recovery, on a real shop's invoices,"
                        + " beside COPY by psql, and writes a report.")
final class JournalMain implements Callable<Integer> {
    @Mixin
    private JournalOptions options = new JournalOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintStream progress = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        JournalReport report = new JournalBenchmark(options, progress).run();
        report.write(options.output);
        if (options.fill != null) {
            report.fill(options.fill);
        }
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(report.markdown());
        progress.println("written: " + options.output);
        return 0;
    }
}
