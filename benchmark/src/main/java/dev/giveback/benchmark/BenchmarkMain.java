package dev.giveback.benchmark;

import dev.giveback.benchmark.report.Findings;
import dev.giveback.benchmark.report.Markdown;
import dev.giveback.benchmark.report.Report;
import dev.giveback.benchmark.report.ReportFiles;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;

/** The command {@code ./benchmark/run}. Exit code 0 when it measured, 1 when it could not or the books do not agree afterwards, 2 when an option is wrong. */
@Command(
        name = "./benchmark/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = JournalMain.class,
        description =
                "Measures checkouts, refunds, reads, claims, codes and recommendations through the gateway and straight at the service, beside empty"
                        + " calls and hand-written SQL, on this machine, in turn; then starts, sizes and the journal; and writes one report.")
public final class BenchmarkMain implements Callable<Integer> {
    @Mixin
    private Options options = new Options();

    private boolean isWrong;
    private final PrintStream progress = new PrintStream(System.err, true, StandardCharsets.UTF_8);

    private BenchmarkMain() {}

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(quick(new CommandLine(new BenchmarkMain()), Arrays.asList(arguments))
                .setExecutionExceptionHandler((problem, command, parsed) -> {
                    problem.printStackTrace(command.getErr());
                    return 1;
                })
                .execute(arguments));
    }

    /** With {@code --quick} among the arguments, options that are not given have other defaults. */
    static CommandLine quick(CommandLine commandLine, List<String> arguments) {
        if (arguments.contains("--quick")) {
            commandLine.setDefaultValueProvider(
                    argument -> argument instanceof OptionSpec option ? Options.QUICK.get(option.longestName()) : null);
        }
        return commandLine;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        Report report = measure();
        Findings findings = Findings.of(report);
        Parts parts = Parts.measure(options, progress);
        String text = Markdown.of(report, findings) + parts.markdown();
        ReportFiles.write(options.output, report, findings, text, parts.json());
        if (options.fill != null) {
            ReportFiles.fill(options.fill, text);
        }
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(text);
        progress.println(
                "written: " + options.output.resolve("report.md") + ", " + options.output.resolve("report.json"));
        if (isWrong || !report.audits().stream().allMatch(audit -> audit.recorded() == null || audit.agrees())) {
            progress.println("the books do not agree: see the report");
            return 1;
        }
        return 0;
    }

    private Report measure() throws IOException, InterruptedException, SQLException {
        if (options.target != null) {
            return measure(Place.of(options, options.target));
        }
        if (options.dataDirectory != null) {
            return measure(Place.of(
                    StandaloneRecord.read(options.dataDirectory), StandaloneRecord.key(options.dataDirectory)));
        }
        progress.println("starting " + options.giveback + " up");
        try (Standalone standalone = Standalone.start(options.giveback)) {
            return measure(standalone.place());
        }
    }

    private Report measure(Place place) throws IOException, InterruptedException, SQLException {
        Benchmark benchmark = new Benchmark(options, place, progress);
        Report report = benchmark.run();
        isWrong = benchmark.isWrong();
        return report;
    }
}
