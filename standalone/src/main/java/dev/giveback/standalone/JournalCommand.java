package dev.giveback.standalone;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code giveback journal}: what is done with the journal. */
@Command(
        name = "journal",
        description = "Reads, checks and moves the journal.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            JournalActsCommand.class,
            JournalShowCommand.class,
            JournalAtCommand.class,
            JournalCompareCommand.class,
            JournalProgramCommand.class,
            JournalLiabilityCommand.class,
            JournalExportCommand.class,
            JournalImportCommand.class,
            JournalCheckFileCommand.class,
            JournalSealCommand.class,
            JournalSealsCommand.class,
            JournalProveCommand.class,
            JournalRebuildCommand.class,
            JournalSnapshotsCommand.class,
            JournalTailCommand.class,
            JournalVerifyCommand.class,
            JournalDriftCommand.class,
            JournalRotateKeysCommand.class,
            JournalRederiveCommand.class,
            JournalCorrectCommand.class
        },
        footer = {
            "",
            "Every command but acts and check-file leaves an act that says who asked, for what and why; giveback journal acts lists them.",
            "",
            "Examples:",
            "  giveback journal show 13085         what happened to a customer",
            "  giveback journal verify             checks every event, and what was made of them"
        })
final class JournalCommand implements Runnable {
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
