package dev.giveback.standalone;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code giveback recommend}: what customers may want next, and how good that is. */
@Command(
        name = "recommend",
        description = "Asks what a customer may want next and why, and looks at what that is made of.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RecommendForCommand.class,
            RecommendSimilarCommand.class,
            RecommendTogetherCommand.class,
            RecommendOfferCommand.class,
            RecommendTasteCommand.class,
            RecommendReportCommand.class,
            RecommendModelCommand.class,
            RecommendRebuildCommand.class,
            RecommendLearnCommand.class,
            RecommendEvaluateCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback recommend for 13085        what this customer may want next, and why",
            "  giveback recommend together 85123A  what is bought with this product",
            "  giveback recommend model            what recommendations are made of",
            "  giveback recommend evaluate --cut 2011-10-03",
            "                                      how good they are, on the shop's own past"
        })
final class RecommendCommand implements Runnable {
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
