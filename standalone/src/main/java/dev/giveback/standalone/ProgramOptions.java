package dev.giveback.standalone;

import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.standalone.client.Refused;
import dev.giveback.standalone.console.Problem;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which program of which Giveback: what the commands about campaigns, products and recommendations take. */
final class ProgramOptions {
    @Mixin
    private final GatewayOptions gateway = new GatewayOptions();

    @Option(
            names = "--program",
            paramLabel = "NAME",
            defaultValue = "online-retail",
            description = "The program (default: online-retail).")
    private String program = "";

    String program() {
        return program;
    }

    String parent() {
        return "programs/" + program;
    }

    /** The resource name of a campaign; a full one is taken as it is. */
    String campaign(String id) {
        if (id.matches("programs/[a-z0-9-]+/campaigns/[a-z0-9-]+")) {
            return id;
        }
        if (!id.matches("[a-z][a-z0-9-]{0,39}")) {
            throw Problem.usage(
                    "campaign: \"" + id + "\" (expected: 1 to 40 of a-z, 0-9 and -, starting with a letter)");
        }
        return parent() + "/campaigns/" + id;
    }

    String customer(String id) {
        return parent() + "/customers/" + id;
    }

    String product(String id) {
        return parent() + "/products/" + id;
    }

    /** Does something through the gateway, and says refusals in words. */
    <T> T ask(Function<GatewayClient, T> question) {
        try (GatewayClient client = gateway.connect()) {
            return question.apply(client);
        } catch (Refused refused) {
            throw Problem.failed(words(refused), refused);
        }
    }

    private String words(Refused refused) {
        return switch (refused.reason()) {
            case "CAMPAIGN_NOT_FOUND" ->
                "there is no such campaign in the program " + program + "; giveback campaigns lists them";
            case "PROGRAM_NOT_FOUND" ->
                "there is no program " + program + "; giveback replay makes one with real customers";
            case "PRODUCT_NOT_FOUND" ->
                "the catalogue of the program " + program + " has no such product; giveback catalogue list lists them";
            case "CUSTOMER_NOT_FOUND" -> "the program " + program + " knows no such customer";
            case "NO_UNIQUE_CODES" -> "the campaign has no unique codes";
            default -> "refused: " + refused.getMessage();
        };
    }
}
