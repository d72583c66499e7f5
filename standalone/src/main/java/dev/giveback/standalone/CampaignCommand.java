package dev.giveback.standalone;

import picocli.CommandLine.Command;

/** {@code giveback campaign}. */
@Command(
        name = "campaign",
        description = "Lists, shows and makes campaigns, and checks that their surprises were drawn fairly.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CampaignListCommand.class,
            CampaignShowCommand.class,
            CampaignCreateCommand.class,
            CampaignVerifyDrawsCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  giveback campaign list              what the shop gives away",
            "  giveback campaign show thanks       a campaign of the replayed shop",
            "  giveback campaign create summer.json",
            "  giveback campaign verify-draws mug  the surprise of the replayed shop"
        })
final class CampaignCommand {
    private CampaignCommand() {}
}
