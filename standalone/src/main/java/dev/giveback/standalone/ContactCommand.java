package dev.giveback.standalone;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code giveback contact}: customers as somebody who is contacted. */
@Command(
        name = "contact",
        description = "Shows what was sent to customers and what was not and why, and changes consent.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ContactShowCommand.class,
            ContactConsentCommand.class,
            ContactListCommand.class,
            ContactRetryCommand.class,
            ContactPolicyCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback contact show 13085",
            "  giveback contact consent 13085 --give survey --by email --source checkout",
            "  giveback contact list --state failed,unknown",
            "  giveback contact retry 13085 ID"
        })
final class ContactCommand implements Runnable {
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
