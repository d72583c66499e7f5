package dev.giveback.standalone;

import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code giveback campaign create}. */
@Command(
        name = "create",
        description = {
            "Creates a campaign from a file: the JSON of giveback.coupon.v1.Campaign. Its name may leave the program"
                    + " out: \"campaigns/ID\".",
            "Creating the same file again changes nothing."
        },
        footer = {
            "",
            "Examples:",
            "  giveback campaign create summer.json, which may say",
            "    {\"name\": \"campaigns/summer\", \"displayName\": \"Summer\",",
            "     \"terms\": {\"amountOff\": {\"amount\": {\"currencyCode\": \"GBP\", \"units\": 5}}},",
            "     \"limits\": {\"total\": 1000}, \"publicCode\": {\"code\": \"SUMMER5\"}}"
        })
final class CampaignCreateCommand implements Callable<Integer> {
    @Mixin
    private final ShowOptions options = new ShowOptions();

    @Parameters(paramLabel = "FILE", description = "The file.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        Campaign.Builder wanted = JsonFile.read(file, Campaign.newBuilder(), "campaign");
        Campaign campaign = wanted.setName(options.inProgram(wanted.getName())).build();
        return options.show(
                client -> client.await(client.campaigns()
                                .createCampaign(CreateCampaignRequest.newBuilder()
                                        .setRequestId(JsonFile.requestId(campaign))
                                        .setCampaign(campaign)
                                        .build()))
                        .getCampaign(),
                created -> List.of(created.getName() + " is " + CampaignText.state(created) + ": "
                        + CampaignText.access(created)));
    }
}
