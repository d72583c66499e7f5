package dev.giveback.feedback.webhook;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.feedback.mail.SendOutcome;
import dev.giveback.feedback.v1.WebhookDelivery;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * Contacts that the shop's system is handed. Any 2xx means it was taken; what may be different later (no connection, a timeout, 408, 429, 5xx) is
 * tried again, every other answer is a refusal for good.
 */
public final class Webhook {
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;

    private final WebhookCalls calls;

    /** By these calls. */
    public Webhook(WebhookCalls calls) {
        this.calls = calls;
    }

    /**
     * Hands a message over.
     *
     * @param deliveryId the same at every try
     * @param secrets those that count, the newest first; at least one
     */
    public SendOutcome send(
            URI address, String deliveryId, WebhookDelivery delivery, List<byte[]> secrets, Instant time) {
        return switch (calls.post(address, deliveryId, json(delivery), secrets, time)) {
            case CallResult.Answered answered -> outcome(answered.status());
            case CallResult.Unanswered unanswered -> new SendOutcome.TryAgain(unanswered.why());
        };
    }

    static SendOutcome outcome(int status) {
        if (new CallResult.Answered(status, java.util.Optional.empty()).isWell()) {
            return new SendOutcome.Sent();
        }
        return status == TIMEOUT || status == TOO_MANY || status >= SERVER_ERRORS
                ? new SendOutcome.TryAgain("http " + status)
                : new SendOutcome.Refused("http " + status);
    }

    private static byte[] json(WebhookDelivery delivery) {
        try {
            return JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .print(delivery)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a delivery could not be written as JSON", e);
        }
    }
}
