package dev.giveback.standalone;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code giveback follow-up}: low scores that somebody looks after. */
@Command(
        name = "follow-up",
        description = "Lists and changes the follow-ups of low scores.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {FollowUpListCommand.class, FollowUpShowCommand.class, FollowUpUpdateCommand.class},
        footer = {
            "",
            "Examples:",
            "  giveback follow-up list",
            "  giveback follow-up update 13085 ID --state in-progress --assignee kim --author kim",
            "  giveback follow-up update 13085 ID --note 'called back' --author kim"
        })
final class FollowUpCommand implements Runnable {
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
