package dev.giveback.standalone;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.coupon.v1.Campaign;
import dev.giveback.coupon.v1.CreateCampaignRequest;
import dev.giveback.coupon.v1.GetCampaignReportRequest;
import dev.giveback.coupon.v1.GetCampaignReportResponse;
import dev.giveback.coupon.v1.GetCampaignRequest;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code giveback campaign}. */
@Command(
        name = "campaign",
        description = "Shows a campaign and what it has come to.",
        subcommands = CampaignCommand.Create.class,
        synopsisSubcommandLabel = "[create FILE]",
        footer = {
            "",
            "Examples:",
            "  giveback campaign thanks            a campaign of the replayed shop",
            "  giveback campaign thanks -o json    the same for programs",
            "  giveback campaign create summer.json"
        })
final class CampaignCommand implements Callable<Integer> {
    @Mixin
    private final ProgramOptions options = new ProgramOptions();

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "Id of the campaign in the program.")
    private @Nullable String name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json (default: text).")
    private OutputFormat output = OutputFormat.TEXT;

    @Override
    public Integer call() {
        if (name == null) {
            throw Problem.usage("which campaign? Give its NAME; giveback campaigns lists them");
        }
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
        if (output == OutputFormat.JSON) {
            System.out.println("{\n\"campaign\": " + Printing.json(campaign) + ",\n\"report\": "
                    + Printing.json(answer.getReport()) + "\n}");
        } else {
            CampaignText.lines(campaign, answer.getReport()).forEach(System.out::println);
        }
    }

    /** {@code giveback campaign create}. */
    @Command(
            name = "create",
            description = {
                "Creates a campaign from a file: the JSON of giveback.coupon.v1.Campaign. Creating the same file again"
                        + " changes nothing."
            },
            footer = {
                "",
                "Examples:",
                "  giveback campaign create summer.json, which may say",
                "    {\"name\": \"programs/online-retail/campaigns/summer\", \"displayName\": \"Summer\",",
                "     \"terms\": {\"amountOff\": {\"amount\": {\"currencyCode\": \"GBP\", \"units\": 5}}},",
                "     \"limits\": {\"total\": 1000}, \"publicCode\": {\"code\": \"SUMMER5\"}}"
            })
    static final class Create implements Callable<Integer> {
        @Mixin
        private final ProgramOptions options = new ProgramOptions();

        @Parameters(paramLabel = "FILE", description = "The file.")
        private Path file = Path.of("");

        @Override
        public Integer call() {
            String json = read();
            Campaign campaign = parse(json);
            // Of the content, so that the same file again is a repeat.
            String requestId = UUID.nameUUIDFromBytes(campaign.toByteArray()).toString();
            Campaign created = options.ask(client -> client.await(client.campaigns()
                            .createCampaign(CreateCampaignRequest.newBuilder()
                                    .setRequestId(requestId)
                                    .setCampaign(campaign)
                                    .build()))
                    .getCampaign());
            System.out.println(
                    created.getName() + " is " + CampaignText.state(created) + ": " + CampaignText.access(created));
            return 0;
        }

        private String read() {
            try {
                return Files.readString(file, StandardCharsets.UTF_8);
            } catch (IOException unreadable) {
                throw Problem.failed(file + " cannot be read: " + unreadable.getMessage(), unreadable);
            }
        }

        private Campaign parse(String json) {
            try {
                Campaign.Builder campaign = Campaign.newBuilder();
                JsonFormat.parser().merge(json, campaign);
                return campaign.build();
            } catch (InvalidProtocolBufferException malformed) {
                throw Problem.failed(file + " is no campaign: " + malformed.getMessage(), malformed);
            }
        }
    }
}
