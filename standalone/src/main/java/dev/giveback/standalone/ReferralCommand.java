package dev.giveback.standalone;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code giveback referral}: customers who bring others. */
@Command(
        name = "referral",
        description = "Gives and takes referral codes, and says what both get.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ReferralCodeCommand.class, ReferralRedeemCommand.class, ReferralOfferCommand.class},
        footer = {
            "",
            "Examples:",
            "  giveback referral offer examples/outreach/referral-offer.json",
            "  giveback referral code 13085",
            "  giveback referral redeem 13086 ABCDE12345"
        })
final class ReferralCommand implements Runnable {
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
