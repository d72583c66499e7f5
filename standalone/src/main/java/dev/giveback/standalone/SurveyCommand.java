package dev.giveback.standalone;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code giveback survey}: what customers are asked. */
@Command(
        name = "survey",
        description = "Asks customers, and shows what they say.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SurveyListCommand.class,
            SurveyShowCommand.class,
            SurveyCreateCommand.class,
            SurveyStates.Pause.class,
            SurveyStates.Resume.class,
            SurveyStates.End.class,
            SurveyInviteCommand.class,
            SurveyReportCommand.class,
            SurveyReturnsCommand.class,
            SurveyResponsesCommand.class,
            SurveyExportCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback survey create examples/outreach/survey-purchase.json",
            "  giveback survey invite after-purchase 13085 --order 496166",
            "  giveback survey report after-purchase --by week",
            "  giveback survey responses after-purchase --query 'slow -delivery'",
            "  giveback survey export after-purchase --out answers.csv"
        })
final class SurveyCommand implements Runnable {
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
