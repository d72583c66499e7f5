package dev.giveback.feedback.grpc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resource names of webhooks and their deliveries. */
final class WebhookNames {
    private static final String ID = "[a-z][a-z0-9-]{0,39}";
    private static final Pattern WEBHOOK = Pattern.compile("programs/(" + ID + ")/webhooks/(" + ID + ")");
    private static final Pattern DELIVERY =
            Pattern.compile("(programs/" + ID + "/webhooks/" + ID + ")/deliveries/(evt_[0-9a-f]{32})");

    private WebhookNames() {}

    /** A webhook of a program. */
    record WebhookName(String program, String id) {}

    /** A delivery of a webhook. */
    record DeliveryName(WebhookName webhook, String eventId) {}

    static WebhookName webhook(String name, String field) {
        Matcher matcher = WEBHOOK.matcher(name);
        if (!matcher.matches()) {
            throw Checks.refused(
                    field,
                    "must be programs/{program}/webhooks/{webhook}; 1 to 40 of a-z 0-9 -, starting with a letter");
        }
        return new WebhookName(matcher.group(1), matcher.group(2));
    }

    static DeliveryName delivery(String name, String field) {
        Matcher matcher = DELIVERY.matcher(name);
        if (!matcher.matches()) {
            throw Checks.refused(
                    field,
                    "must be programs/{program}/webhooks/{webhook}/deliveries/{event}; the event evt_ and 32 of 0-9 a-f");
        }
        return new DeliveryName(webhook(matcher.group(1), field), matcher.group(2));
    }
}
