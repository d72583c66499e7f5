package dev.giveback.standalone;

import dev.giveback.platform.lifecycle.StartupException;
import dev.giveback.platform.logging.Logging;
import dev.giveback.standalone.console.Problem;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;

/** The {@code giveback} command line. */
@Command(
        name = "giveback",
        description = "A loyalty backend: points that shops give back to their customers.",
        mixinStandardHelpOptions = true,
        versionProvider = GivebackCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        scope = ScopeType.INHERIT,
        subcommands = {
            UpCommand.class,
            ReplayCommand.class,
            CustomerCommand.class,
            PointsCommand.class,
            CheckoutCommand.class,
            CouponCommand.class,
            CampaignCommand.class,
            CodesCommand.class,
            RecommendCommand.class,
            CatalogueCommand.class,
            SurveyCommand.class,
            MessageCommand.class,
            ContactCommand.class,
            FollowUpCommand.class,
            ReferralCommand.class,
            JournalCommand.class,
            BacktestCommand.class,
            WebhookCommand.class,
            StatusCommand.class,
            ProjectionsCommand.class,
            WorksCommand.class,
            KeysCommand.class,
            AuditCommand.class,
            ApprovalsCommand.class,
            DoctorCommand.class,
            CompletionCommand.class
        },
        footer = {
            "",
            "A first tour, in two terminals:",
            "  giveback up                         starts everything on this machine",
            "  giveback replay --days 30           sends the first 30 days of a real shop",
            "  giveback customer show 13085        shows what one of its customers has",
            "  giveback campaign list              lists what the shop gives away",
            "",
            "Every command explains itself with --help. The key is that of --key-file or GIVEBACK_KEY, on this machine",
            "otherwise the one that the first start made."
        })
public final class GivebackCommand {
    /** The same for every command. */
    static final String EXIT_CODES =
            "Exit codes: 0 done, 1 refused or a check failed, 2 wrong usage, 3 not reachable, 4 not allowed.";

    private final Colours colours;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            defaultValue = "auto",
            description = "auto, always or never: auto is on a terminal, unless NO_COLOR is set (default: auto).")
    @SuppressWarnings(
            "unused") // It is read before the arguments are parsed, by Colours.of; here it is checked and explained.
    private Colours.When color = Colours.When.AUTO;

    private GivebackCommand(Colours colours) {
        this.colours = colours;
    }

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        // What a command has to say it prints; the logs are for what goes wrong.
        if (System.getenv("GIVEBACK_LOG_LEVEL") == null) {
            System.setProperty("GIVEBACK_LOG_LEVEL", "WARN");
        }
        try {
            Logging.start();
        } catch (StartupException wrong) {
            System.err.println("giveback: " + wrong.getMessage());
            System.exit(Problem.Kind.USAGE.exitCode());
        }
        System.exit(commandLine(Colours.of(arguments)).execute(arguments));
    }

    /** The command line, ready to execute, without colours. */
    static CommandLine commandLine() {
        return commandLine(Colours.none());
    }

    /** The command line, ready to execute. */
    static CommandLine commandLine(Colours colours) {
        GivebackCommand command = new GivebackCommand(colours);
        IExecutionExceptionHandler failed = command::failed;
        IParameterExceptionHandler misused = command::misused;
        CommandLine commandLine = new CommandLine(command)
                .setExecutionExceptionHandler(failed)
                .setParameterExceptionHandler(misused)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false)
                .setColorScheme(colours.scheme());
        finish(commandLine);
        return commandLine;
    }

    /** What all commands have alike. */
    private static void finish(CommandLine command) {
        command.setUsageHelpWidth(100);
        if (command.getCommandSpec().userObject() instanceof PointsCommand.Adjust) {
            // A negative number is no option.
            command.setUnmatchedOptionsArePositionalParams(true);
        }
        var usage = command.getCommandSpec().usageMessage();
        List<String> footer = new ArrayList<>(List.of(usage.footer()));
        footer.add("");
        footer.add(EXIT_CODES);
        usage.footer(footer.toArray(String[]::new));
        command.getSubcommands().values().stream().distinct().forEach(GivebackCommand::finish);
    }

    private int failed(Exception exception, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter errors = commandLine.getErr();
        errors.println(colours.bad("giveback:") + " " + firstLine(exception));
        if (debug) {
            exception.printStackTrace(errors);
        }
        errors.flush();
        return exception instanceof Problem problem ? problem.kind().exitCode() : Problem.Kind.FAILED.exitCode();
    }

    private int misused(ParameterException exception, String[] arguments) {
        PrintWriter errors = exception.getCommandLine().getErr();
        errors.println(colours.bad("giveback:") + " " + misuse(exception));
        errors.flush();
        return Problem.Kind.USAGE.exitCode();
    }

    private static String misuse(ParameterException exception) {
        var below = exception.getCommandLine().getSubcommands().keySet();
        return firstLine(exception).startsWith("Missing required subcommand")
                ? "which command? One of: " + String.join(", ", below) + " (--help explains)"
                : firstLine(exception);
    }

    private static String firstLine(Exception exception) {
        String message = exception.getMessage() == null ? exception.toString() : exception.getMessage();
        return message.lines().findFirst().orElse("failed");
    }

    /** The version of this build, from the jar's manifest. */
    static String version() {
        String version = GivebackCommand.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }

    /** How the command line that a command belongs to is coloured. */
    static Colours colours(@Nullable CommandSpec spec) {
        return spec != null && spec.root().userObject() instanceof GivebackCommand command
                ? command.colours
                : Colours.none();
    }

    /** Tells the version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"giveback " + version()};
        }
    }
}
