package dev.giveback.feedback.webhook;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.feedback.mail.SendOutcome;
import dev.giveback.feedback.v1.WebhookDelivery;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Calls of the shop's system. Any 2xx means it was taken; what may be different later (no connection, a timeout, 408, 429, 5xx) is tried again,
 * every other answer is a refusal for good. Redirects are not followed, because what is signed is meant for one address.
 */
public final class Webhook implements AutoCloseable {
    private static final int OK = 200;
    private static final int REDIRECTS = 300;
    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;

    private final HttpClient client;
    private final Duration timeout;

    /** Calls that take at most so long each. */
    public Webhook(Duration timeout) {
        this.timeout = timeout;
        client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Hands a message over.
     *
     * @param deliveryId the same at every try
     * @param secrets those that count, the newest first; at least one
     */
    public SendOutcome send(
            URI address, String deliveryId, WebhookDelivery delivery, List<byte[]> secrets, Instant time)
            throws InterruptedException {
        byte[] body = json(delivery);
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Idempotency-Key", deliveryId)
                .header(Signature.HEADER, Signature.of(body, time, secrets))
                .header("User-Agent", "Giveback")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            // What the other side says beside the status is not read, so that it cannot hold the call.
            response.body().close();
            return outcome(response.statusCode());
        } catch (HttpTimeoutException slow) {
            return new SendOutcome.TryAgain("http: no answer in time");
        } catch (IOException away) {
            return new SendOutcome.TryAgain("http: no connection");
        }
    }

    static SendOutcome outcome(int status) {
        if (status >= OK && status < REDIRECTS) {
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

    @Override
    public void close() {
        client.shutdownNow();
    }
}
