package dev.giveback.benchmark;

import dev.giveback.benchmark.report.Findings;
import dev.giveback.benchmark.report.Markdown;
import dev.giveback.benchmark.report.Report;
import dev.giveback.benchmark.report.ReportFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command {@code ./benchmark/run}. Exit code 0 when it measured, 1 when it could not, 2 when an option is wrong. */
@Command(
        name = "./benchmark/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = JournalMain.class,
        description =
                "Measures checkouts, claims, codes and recommendations through the gateway beside empty calls and hand-written SQL, on this machine,"
                        + " in turn, and writes a report.")
public final class BenchmarkMain implements Callable<Integer> {
    @Mixin
    private Options options = new Options();

    private final PrintStream progress = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    private BenchmarkMain() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BenchmarkMain())
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    problem.printStackTrace(command.getErr());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Report report = measure();
        Findings findings = Findings.of(report);
        ReportFiles.write(options.output, report, findings);
        if (options.fill != null) {
            ReportFiles.fill(options.fill, report, findings);
        }
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(Markdown.of(report, findings));
        progress.println(
                "written: " + options.output.resolve("report.md") + ", " + options.output.resolve("report.json"));
        return 0;
    }

    private Report measure() throws IOException, InterruptedException, SQLException {
        if (options.target != null) {
            return measure(Place.of(options, options.target));
        }
        if (options.dataDirectory != null) {
            return measure(Place.of(StandaloneRecord.read(options.dataDirectory)));
        }
        progress.println("starting " + options.giveback + " up");
        try (Standalone standalone = Standalone.start(options.giveback)) {
            return measure(Place.of(standalone.record()));
        }
    }

    private Report measure(Place place) throws IOException, InterruptedException, SQLException {
        return new Benchmark(options, place, progress).run();
    }
}
