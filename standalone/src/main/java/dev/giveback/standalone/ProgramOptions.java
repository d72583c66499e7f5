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

    /** The resource name of a survey; a full one is taken as it is. */
    String survey(String id) {
        return named("survey", "surveys", id);
    }

    /** The resource name of a message; a full one is taken as it is. */
    String message(String id) {
        return named("message", "messages", id);
    }

    /** The resource name of a message, or of a survey when it is given as {@code surveys/ID}. */
    String source(String id) {
        return id.startsWith("surveys/") ? survey(id.substring("surveys/".length())) : message(id);
    }

    private String named(String what, String collection, String id) {
        if (id.matches("programs/[a-z0-9-]+/" + collection + "/[a-z0-9-]+")) {
            return id;
        }
        if (!id.matches("[a-z][a-z0-9-]{0,39}")) {
            throw Problem.usage(
                    what + ": \"" + id + "\" (expected: 1 to 40 of a-z, 0-9 and -, starting with a letter)");
        }
        return parent() + "/" + collection + "/" + id;
    }

    /** The resource name of something in a file, which may leave the program out, {@code surveys/nps} say. */
    String inProgram(String name) {
        return name.startsWith("programs/") || name.isEmpty() ? name : parent() + "/" + name;
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
                "there is no such campaign in the program " + program + "; giveback campaign list lists them";
            case "PROGRAM_NOT_FOUND" ->
                "there is no program " + program + "; giveback replay makes one with real customers";
            case "PRODUCT_NOT_FOUND" ->
                "the catalogue of the program " + program + " has no such product; giveback catalogue list lists them";
            case "CUSTOMER_NOT_FOUND" -> "the program " + program + " knows no such customer";
            case "SURVEY_NOT_FOUND" ->
                "there is no such survey in the program " + program + "; giveback survey list lists them";
            case "MESSAGE_NOT_FOUND" ->
                "there is no such message in the program " + program + "; giveback message list lists them";
            case "SURVEY_EXISTS" -> "there is a survey of that name; --update makes a new version of it";
            case "MESSAGE_EXISTS" -> "there is a message of that name; --update makes a new version of it";
            case "ORDER_NOT_FOUND" -> "the customer has no such order";
            case "CONTACT_NOT_FOUND" -> "there is no such contact; giveback contact show ID lists a customer's";
            case "FOLLOW_UP_NOT_FOUND" -> "there is no such follow-up; giveback follow-up list lists them";
            case "REFERRALS_NOT_OFFERED" ->
                "the program " + program + " offers nothing for referrals; giveback referral offer FILE sets it";
            case "NO_UNIQUE_CODES" -> "the campaign has no unique codes";
            default -> "refused: " + refused.getMessage();
        };
    }
}
