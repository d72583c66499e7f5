package dev.giveback.standalone.replay;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Request ids made from what is asked for, so that a second run asks for the same and changes nothing. */
final class RequestIds {
    private RequestIds() {}

    static String createProgram(String program) {
        return id("create-program", program);
    }

    static String checkout(String program, String invoice) {
        return id("checkout", program, invoice);
    }

    static String refund(String program, String returnInvoice, String orderId) {
        return id("refund", program, returnInvoice, orderId);
    }

    static String createCampaign(String program, String campaign) {
        return id("create-campaign", program, campaign);
    }

    static String reward(String program, String invoice) {
        return id("reward", program, invoice);
    }

    static String createSurvey(String program, String survey) {
        return id("create-survey", program, survey);
    }

    static String contactPolicy(String program) {
        return id("contact-policy", program);
    }

    static String invitation(String program, String invoice) {
        return id("invitation", program, invoice);
    }

    /** A name-based UUID; a line feed stands in none of the parts, so different parts give different names. */
    private static String id(String... parts) {
        String name = "giveback-replay\n" + String.join("\n", parts);
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
