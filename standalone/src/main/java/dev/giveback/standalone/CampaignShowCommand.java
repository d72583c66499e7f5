package dev.giveback.standalone;

import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.GetCampaignReportResponse;
import dev.giveback.coupon.v1.GetCampaignRequest;
import dev.giveback.standalone.client.GatewayClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback campaign show}. */
@Command(
        name = "show",
        description = "Shows a campaign and what it has come to. As csv it is the campaign alone.",
        footer = {
            "",
            "Examples:",
            "  giveback campaign show thanks       a campaign of the replayed shop",
            "  giveback campaign show thanks -o json",
            "                                      the same for programs"
        })
final class CampaignShowCommand implements Callable<Integer> {
    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Parameters(paramLabel = "CAMPAIGN", description = "Id of the campaign in the program.")
    private String name = "";

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
        String campaign = options.campaign(name);
        options.ask(client -> {
            print(campaign(client, campaign), report(client, campaign));
            return true;
        });
        return 0;
    }

    private static Campaign campaign(GatewayClient client, String name) {
        return client.await(client.campaigns()
                        .getCampaign(
                                GetCampaignRequest.newBuilder().setName(name).build()))
                .getCampaign();
    }

    private static GetCampaignReportResponse report(GatewayClient client, String name) {
        return client.await(client.campaigns()
                .getCampaignReport(
                        GetCampaignReportRequest.newBuilder().setName(name).build()));
    }

    private void print(Campaign campaign, GetCampaignReportResponse answer) {
        if (output.isForPrograms()) {
            output.print(
                    () -> "{\n\"campaign\": " + Printing.json(campaign) + ",\n\"report\": "
                            + Printing.json(answer.getReport()) + "\n}",
                    campaign);
        } else {
            CampaignText.lines(campaign, answer.getReport()).forEach(System.out::println);
        }
    }
}
