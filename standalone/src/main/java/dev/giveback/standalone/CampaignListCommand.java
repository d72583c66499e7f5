package dev.giveback.standalone;

import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CampaignState;
import dev.giveback.coupon.v1.ListCampaignsRequest;
import dev.giveback.coupon.v1.ListCampaignsResponse;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Table;
import dev.giveback.standalone.console.Table.Column;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code giveback campaign list}. */
@Command(
        name = "list",
        description = "Lists the campaigns of a program.",
        footer = {
            "",
            "Examples:",
            "  giveback campaign list              all but the archived ones",
            "  giveback campaign list --all --text summer",
            "  giveback campaign list -o json | jq -r '.campaigns[].name'"
        })
final class CampaignListCommand implements Callable<Integer> {
    private static final int PAGE = 200;
    private static final List<CampaignState> ALL = List.of(
            CampaignState.CAMPAIGN_STATE_ACTIVE,
            CampaignState.CAMPAIGN_STATE_PAUSED,
            CampaignState.CAMPAIGN_STATE_ENDED,
            CampaignState.CAMPAIGN_STATE_ARCHIVED);

    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Option(names = "--all", description = "The archived ones too.")
    private boolean all;

    @Option(
            names = "--text",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only those whose id or name contains this.")
    private String text = "";

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        ListCampaignsResponse campaigns = options.ask(this::read);
        if (output.isForPrograms()) {
            output.print(campaigns);
        } else if (campaigns.getCampaignsCount() == 0) {
            System.out.println("The program " + options.program() + " has no such campaign.");
        } else {
            table(campaigns.getCampaignsList()).lines().forEach(System.out::println);
        }
        return 0;
    }

    private ListCampaignsResponse read(GatewayClient client) {
        ListCampaignsResponse.Builder whole = ListCampaignsResponse.newBuilder();
        String token = "";
        do {
            ListCampaignsResponse page = client.await(client.campaigns()
                    .listCampaigns(ListCampaignsRequest.newBuilder()
                            .setParent(options.parent())
                            .setPageSize(PAGE)
                            .setPageToken(token)
                            .setText(text)
                            .addAllStates(all ? ALL : List.of())
                            .build()));
            whole.addAllCampaigns(page.getCampaignsList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return whole.build();
    }

    private static Table table(List<Campaign> campaigns) {
        Table table = new Table(
                Column.text("campaign"),
                Column.text("name"),
                Column.text("state"),
                Column.text("how"),
                Column.text("limits"));
        for (Campaign campaign : campaigns) {
            table.row(
                    campaign.getName().substring(campaign.getName().lastIndexOf('/') + 1),
                    campaign.getDisplayName(),
                    CampaignText.state(campaign),
                    CampaignText.access(campaign),
                    CampaignText.limits(campaign.getLimits()));
        }
        return table;
    }
}
