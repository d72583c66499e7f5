package dev.giveback.standalone;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code giveback message}: what customers are told. */
@Command(
        name = "message",
        description = "Tells customers, and shows who would be told what.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            MessageListCommand.class,
            MessageShowCommand.class,
            MessageCreateCommand.class,
            MessageStates.Pause.class,
            MessageStates.Resume.class,
            MessageStates.End.class,
            MessagePreviewCommand.class,
            MessageDryRunCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback message create examples/outreach/welcome.json",
            "  giveback message preview welcome --customer 13085",
            "  giveback message dry-run welcome",
            "  giveback message pause welcome"
        })
final class MessageCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

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
}
