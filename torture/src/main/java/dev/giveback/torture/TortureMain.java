package dev.giveback.torture;

import dev.giveback.torture.report.ReportFolder;
import dev.giveback.torture.report.RunRecord;
import dev.giveback.torture.report.SuiteRecord;
import dev.giveback.torture.report.SuiteRecord.Status;
import dev.giveback.torture.suite.Promise;
import dev.giveback.torture.suite.Scale;
import dev.giveback.torture.suite.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code ./giveback torture}. */
@Command(
        name = "giveback torture",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Tries to break what Giveback promises: to lose, to double, to let in. docs/RELIABILITY.md lists the"
                        + " promises.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that was asked for was tried, and nothing was broken",
            "1:a promise was broken, or a planted fault was not found",
            "2:an option is wrong",
            "3:nothing was broken, but something could not be tried"
        },
        footer = {
            "",
            "Examples:",
            "  ./giveback torture --list                              what there is",
            "  ./giveback torture                                     every suite, small: some minutes",
            "  ./giveback torture simulation --size full              one suite, as far as it goes",
            "  ./giveback torture --size full --resume                goes on where a run was killed",
            "  ./giveback torture simulation --seed 4711 --seeds 1    one seed again, as a report says"
        })
public final class TortureMain implements Callable<Integer> {
    private static final int NOT_ALL_TRIED = 3;

    @Spec
    @SuppressWarnings("NullAway.Init") // Set by picocli.
    private CommandSpec spec;

    @Parameters(paramLabel = "SUITE", arity = "0..*", description = "Names or numbers; all when none is given.")
    private List<String> wanted = new ArrayList<>();

    @Option(
            names = "--size",
            defaultValue = "small",
            paramLabel = "small|full",
            description = "How much is tried (default: small).",
            converter = ScaleConverter.class)
    private Scale scale = Scale.SMALL;

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "The first seed of each suite (default: 1).")
    private long seed = 1;

    @Option(
            names = "--seeds",
            paramLabel = "K",
            description = "How many seeds, instead of those of the size; planted faults are left out then.")
    private @Nullable Long seeds;

    @Option(names = "--list", description = "Tells what there is, and runs nothing.")
    private boolean isListing;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            defaultValue = "torture-report",
            description = "Folder of torture.html and torture.json (default: torture-report).")
    private Path report = Path.of("torture-report");

    @Option(
            names = "--resume",
            description = "Goes on with the run in the report's folder: slices that are done are not done again.")
    private boolean isResuming;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final List<Suite> all;

    TortureMain(List<Suite> all) {
        this.all = all;
    }

    /** Runs the command and ends the process. */
    public static void main(String[] arguments) {
        System.exit(command(Suites.all()).execute(arguments));
    }

    /** The command over these suites. */
    static CommandLine command(List<Suite> suites) {
        return new CommandLine(new TortureMain(suites)).setExecutionExceptionHandler((problem, command, parsed) -> {
            command.getErr().println("giveback torture: " + problem);
            return 1;
        });
    }

    /** Sizes are written in small letters. */
    static final class ScaleConverter implements CommandLine.ITypeConverter<Scale> {
        @Override
        public Scale convert(String text) {
            return switch (text) {
                case "small" -> Scale.SMALL;
                case "full" -> Scale.FULL;
                default -> throw new CommandLine.TypeConversionException("'" + text + "' (expected: small or full)");
            };
        }
    }

    @Override
    public Integer call() throws IOException {
        if (seeds != null && seeds < 1) {
            throw wrong("--seeds: " + seeds + " (expected: at least 1)");
        }
        List<Suite> chosen = chosen();
        if (isListing) {
            chosen.forEach(this::list);
            return 0;
        }
        ReportFolder folder = new ReportFolder(report);
        Progress progress = new Progress(
                new PrintStream(System.err, true, StandardCharsets.UTF_8), Boolean.getBoolean("giveback.terminal"));
        Path home = Path.of(System.getProperty("giveback.home", ""));
        RunRecord run = new Runner(begin(folder), folder, progress, home, InstantSource.system())
                .run(chosen, Optional.ofNullable(seeds));
        run.suites().forEach(this::tell);
        out.println(
                "written: " + report.resolve(ReportFolder.HTML_FILE) + ", " + report.resolve(ReportFolder.JSON_FILE));
        return exitCode(run);
    }

    private static int exitCode(RunRecord run) {
        if (run.count(Status.VIOLATED) > 0) {
            return 1;
        }
        return run.count(Status.PASSED) == run.suites().size() ? 0 : NOT_ALL_TRIED;
    }

    private List<Suite> chosen() {
        List<Suite> chosen = new ArrayList<>();
        for (String name : wanted) {
            chosen.add(all.stream()
                    .filter(suite -> isNamed(suite.promise(), name))
                    .findFirst()
                    .orElseThrow(() -> wrong("suite: there is no '" + name + "'; --list tells which there are")));
        }
        return wanted.isEmpty() ? all : chosen.stream().distinct().toList();
    }

    private static boolean isNamed(Promise promise, String name) {
        return promise.name().equals(name) || String.valueOf(promise.number()).equals(name);
    }

    private RunRecord begin(ReportFolder folder) throws IOException {
        Optional<RunRecord> before = folder.read();
        if (!isResuming) {
            if (before.filter(RunRecord::isUnfinished).isPresent()) {
                throw wrong(report
                        + " holds a run that is not finished: --resume goes on with it, --report takes another folder");
            }
            return RunRecord.begun(scale, seed, Instant.now(), machine());
        }
        RunRecord run = before.orElseThrow(() -> wrong(report + " holds no run to go on with"));
        if (run.scale() != scale || run.seed() != seed) {
            throw wrong(report + " holds a run of --size " + run.scale().name().toLowerCase(Locale.ROOT) + " --seed "
                    + run.seed() + " (expected: the same)");
        }
        return run;
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.availableProcessors() + " processors, " + runtime.maxMemory() / (1 << 20) + " MiB of heap, Java "
                + Runtime.version().feature() + ", " + System.getProperty("os.name") + ".";
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    private void list(Suite suite) {
        Promise promise = suite.promise();
        out.printf(Locale.ROOT, "%2d %s%n   %s%n", promise.number(), promise.name(), promise.words());
        for (Scale each : Scale.values()) {
            out.printf(
                    Locale.ROOT,
                    "   %s: %,d seeds, each %s%n",
                    each.name().toLowerCase(Locale.ROOT),
                    suite.size(each).seeds(),
                    suite.size(each).words());
        }
        suite.controls().forEach(control -> out.println("   planted fault: " + control.name()));
        suite.absent().ifPresent(tool -> out.println("   cannot run here: " + tool));
    }

    private void tell(SuiteRecord suite) {
        long found =
                suite.controls().stream().filter(control -> control.isFound()).count();
        out.printf(
                Locale.ROOT,
                "%2d %-14s %-10s %,d of %,d seeds, %d of %d planted faults found, %d violations%n",
                suite.number(),
                suite.name(),
                suite.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                suite.done(),
                suite.seeds(),
                found,
                suite.controls().size(),
                suite.violations().size());
        suite.notRun().forEach(what -> out.println("   not run: " + what));
        suite.violations().forEach(violation -> {
            out.println("   seed " + violation.seed() + ": " + violation.what());
            violation.story().forEach(step -> out.println("     " + step));
        });
    }
}
