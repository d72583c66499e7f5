package dev.giveback.standalone;

import dev.giveback.platform.lifecycle.StartupException;
import dev.giveback.platform.logging.Logging;
import dev.giveback.standalone.console.Problem;
import java.io.PrintWriter;
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
import picocli.CommandLine.Spec;

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
            CampaignsCommand.class,
            CampaignCommand.class,
            CodesCommand.class,
            SurprisesCommand.class,
            RecommendCommand.class,
            CatalogueCommand.class,
            SurveyCommand.class,
            MessageCommand.class,
            ContactCommand.class,
            ContactPolicyCommand.class,
            FollowUpCommand.class,
            ReferralCommand.class,
            JournalCommand.class,
            BacktestCommand.class
        },
        footer = {
            "",
            "A first tour, in two terminals:",
            "  giveback up                         starts everything on this machine",
            "  giveback replay --days 30           sends the first 30 days of a real shop",
            "  giveback customer 13085             shows what one of its customers has",
            "  giveback campaigns                  lists what the shop gives away",
            "",
            "Exit codes: 0 done, 1 failed or figures do not agree, 2 wrong usage, 3 Giveback not reachable.",
            "Every command explains itself with --help."
        })
public final class GivebackCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean debug;

    private GivebackCommand() {}

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
        System.exit(commandLine().execute(arguments));
    }

    /** The command line, ready to execute. */
    static CommandLine commandLine() {
        GivebackCommand command = new GivebackCommand();
        IExecutionExceptionHandler failed = command::failed;
        IParameterExceptionHandler misused = command::misused;
        CommandLine commandLine = new CommandLine(command)
                .setExecutionExceptionHandler(failed)
                .setParameterExceptionHandler(misused)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(false);
        commandLine.getSubcommands().values().forEach(each -> {
            each.setUsageHelpWidth(100);
            each.getSubcommands().values().forEach(below -> below.setUsageHelpWidth(100));
        });
        return commandLine.setUsageHelpWidth(100);
    }

    /** Without a command, says what there is. */
    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "which command? One of: "
                            + String.join(", ", spec.subcommands().keySet()) + " (--help explains)");
        }
    }

    private int failed(Exception exception, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter errors = commandLine.getErr();
        errors.println("giveback: " + firstLine(exception));
        if (debug) {
            exception.printStackTrace(errors);
        }
        errors.flush();
        return exception instanceof Problem problem ? problem.kind().exitCode() : Problem.Kind.FAILED.exitCode();
    }

    private int misused(ParameterException exception, String[] arguments) {
        PrintWriter errors = exception.getCommandLine().getErr();
        errors.println("giveback: " + firstLine(exception));
        errors.flush();
        return Problem.Kind.USAGE.exitCode();
    }

    private static String firstLine(Exception exception) {
        String message = exception.getMessage() == null ? exception.toString() : exception.getMessage();
        return message.lines().findFirst().orElse("failed");
    }

    /** The version of this build, from the jar's manifest. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = GivebackCommand.class.getPackage().getImplementationVersion();
            return new String[] {"giveback " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
