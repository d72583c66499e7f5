package dev.giveback.feedback.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import dev.giveback.feedback.mail.SendOutcome;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.WebhookDelivery;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookTest {
    private static final byte[] OLD = "old secret of 32 bytes ........1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEW = "new secret of 32 bytes ........2".getBytes(StandardCharsets.US_ASCII);
    private static final Instant NOW = Instant.parse("2026-07-01T10:00:00.750Z");
    private static final WebhookDelivery DELIVERY = WebhookDelivery.newBuilder()
            .setContact("programs/shop/customers/anna/contacts/abc")
            .setPurpose(ContactPurpose.CONTACT_PURPOSE_SURVEY)
            .setSubject("Wie war’s?")
            .setUnsubscribeLink("https://shop.example/u/xyz")
            .build();

    private final WebhookCalls client = new WebhookCalls(
            Duration.ofSeconds(1), new Networks(List.of("127.0.0.0/8"), SystemDefaultDnsResolver.INSTANCE));
    private final Webhook webhook = new Webhook(client);
    private final Map<String, String> received = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int status = 200;
    private volatile long waitMillis;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            calls.incrementAndGet();
            exchange.getRequestHeaders()
                    .forEach(
                            (name, values) -> received.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
            received.put("body", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            try {
                Thread.sleep(waitMillis);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.getResponseHeaders().add("Location", "/hook");
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        client.close();
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
    }

    private SendOutcome send(byte[]... secrets) {
        return webhook.send(address(), "abc.0123.shop", DELIVERY, List.of(secrets), NOW);
    }

    /** By the JDK alone, as a shop would. */
    private static String hmac(byte[] secret, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theBodyIsSignedByEverySecretThatCounts() throws Exception {
        assertThat(send(NEW, OLD)).isEqualTo(new SendOutcome.Sent());

        String signed = "abc.0123.shop." + NOW.getEpochSecond() + "." + received.get("body");
        assertThat(received)
                .containsEntry("webhook-id", "abc.0123.shop")
                .containsEntry("webhook-timestamp", Long.toString(NOW.getEpochSecond()))
                .containsEntry("webhook-signature", "v1," + hmac(NEW, signed) + " v1," + hmac(OLD, signed))
                .containsEntry("content-type", "application/json; charset=UTF-8");
        JsonObject body = JsonParser.parseString(received.get("body")).getAsJsonObject();
        assertThat(body.get("contact").getAsString()).isEqualTo("programs/shop/customers/anna/contacts/abc");
        assertThat(body.get("purpose").getAsString()).isEqualTo("CONTACT_PURPOSE_SURVEY");
        assertThat(body.get("subject").getAsString()).isEqualTo("Wie war’s?");
        assertThat(body.get("unsubscribeLink").getAsString()).isEqualTo("https://shop.example/u/xyz");
    }

    @Test
    void anotherBodyOrSecretHasAnotherSignature() throws Exception {
        send(NEW);
        String signed = "abc.0123.shop." + NOW.getEpochSecond() + "." + received.get("body");
        assertThat(received.get("webhook-signature"))
                .doesNotContain(hmac(OLD, signed))
                .doesNotContain(hmac(NEW, signed + " "));
    }

    @ParameterizedTest
    @CsvSource({
        "200,sent",
        "201,sent",
        "204,sent",
        "408,again",
        "429,again",
        "500,again",
        "503,again",
        "301,refused",
        "302,refused",
        "307,refused",
        "400,refused",
        "401,refused",
        "404,refused",
        "410,refused"
    })
    void theStatusDecides(int answer, String kind) {
        status = answer;
        assertThat(send(NEW))
                .isEqualTo(
                        switch (kind) {
                            case "sent" -> new SendOutcome.Sent();
                            case "again" -> new SendOutcome.TryAgain("http " + answer);
                            default -> new SendOutcome.Refused("http " + answer);
                        });
        // Redirects are not followed.
        assertThat(calls).hasValue(1);
    }

    @Test
    void whoDoesNotAnswerIsTriedAgain() {
        waitMillis = 2_000;
        assertThat(send(NEW)).isEqualTo(new SendOutcome.TryAgain("http: no answer in time"));
        URI away = address();
        server.stop(0);
        assertThat(webhook.send(away, "abc.0123.shop", DELIVERY, List.of(NEW), NOW))
                .isEqualTo(new SendOutcome.TryAgain("http: no connection"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example/hook?a=b",
                "http://localhost:8080/hook",
                "http://127.0.0.1/hook",
                "http://[::1]:80/hook"
            })
    void anAddressOfHttpsOrOfThisMachineIsCalled(String address) {
        assertThat(WebhookAddress.parse(address)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "shop.example", "http://shop.example/hook", "ftp://shop.example", "https://user:pass@shop.example/",
                "https://shop.example/#part", "http://127.0.0.1.shop.example/", "https:///hook", "https://a b",
                        "file:///etc/passwd"
            })
    void everyOtherAddressIsNot(String address) {
        assertThat(WebhookAddress.parse(address)).isNull();
    }
}
