package dev.giveback.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import com.sun.net.httpserver.HttpServer;
import dev.giveback.feedback.FeedbackService;
import dev.giveback.feedback.FeedbackSettings;
import dev.giveback.loyalty.LoyaltyService;
import dev.giveback.loyalty.LoyaltySettings;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.CreateProgramRequest;
import dev.giveback.loyalty.v1.EarningPolicy;
import dev.giveback.loyalty.v1.EarningRate;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.loyalty.v1.ProgramServiceGrpc;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestMasterKeys;
import dev.giveback.webhook.v1.CreateWebhookRequest;
import dev.giveback.webhook.v1.GetWebhookRequest;
import dev.giveback.webhook.v1.ReadingMode;
import dev.giveback.webhook.v1.ReplayWebhookRequest;
import dev.giveback.webhook.v1.Webhook;
import dev.giveback.webhook.v1.WebhookServiceGrpc;
import dev.giveback.webhook.v1.WebhookServiceGrpc.WebhookServiceBlockingStub;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A shop is called with what the real journal holds, as it is recorded and by a replay. */
final class WebhookEndToEndTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern SEQUENCE = Pattern.compile("customers/([a-z0-9]+)\",\"sequenceNumber\":\"([0-9]+)\"");
    private static final int EVENTS = 60;

    private final List<String> told = new CopyOnWriteArrayList<>();

    private HttpServer receiver() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            Matcher matcher =
                    SEQUENCE.matcher(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            told.add(matcher.find() ? matcher.group(1) + '/' + matcher.group(2) : "?");
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static Map<String, Object> settings(String of, TestDatabase database) {
        String at = "giveback." + of + ".database.";
        return new HashMap<>(Map.of(
                at + "url",
                database.jdbcUrl(),
                at + "user",
                database.user(),
                at + "password",
                database.password(),
                TestMasterKeys.SETTING,
                TestMasterKeys.KEYSET,
                "giveback.platform.grpc.drain.notice",
                "0s",
                "giveback.feedback.links.key",
                Base64.getEncoder().encodeToString(new byte[32]),
                "giveback.feedback.webhooks.window",
                "20",
                "giveback.feedback.webhooks.private-networks",
                "127.0.0.0/8"));
    }

    private static ManagedChannel start(Lifecycle lifecycle, TestDatabase database) {
        lifecycle.add(
                "loyalty",
                LIMIT,
                LoyaltyService.start(
                        LoyaltySettings.load(settings("loyalty", database)),
                        List.of(new Endpoint.InProcess("hooked-loyalty")),
                        new SimpleMeterRegistry(),
                        InstantSource.system()));
        ManagedChannel loyalty = Channels.inProcess("hooked-loyalty");
        lifecycle.onStop("channel", LIMIT, loyalty::shutdownNow);
        lifecycle.add(
                "feedback",
                LIMIT,
                FeedbackService.start(
                        FeedbackSettings.load(settings("feedback", database)),
                        List.of(new Endpoint.InProcess("hooked-feedback")),
                        new SimpleMeterRegistry(),
                        InstantSource.system(),
                        loyalty,
                        loyalty));
        return loyalty;
    }

    private static void program(Channel loyalty, String program) {
        var unused = ProgramServiceGrpc.newBlockingStub(loyalty)
                .createProgram(CreateProgramRequest.newBuilder()
                        .setRequestId("create-" + program)
                        .setProgram(Program.newBuilder()
                                .setName("programs/" + program)
                                .setCurrencyCode("EUR")
                                .setTimeZone("UTC")
                                .setEarning(EarningPolicy.newBuilder()
                                        .setRate(EarningRate.newBuilder()
                                                .setPoints(1)
                                                .setPer(Money.newBuilder()
                                                        .setCurrencyCode("EUR")
                                                        .setUnits(1)))))
                        .build());
    }

    private static void earn(Channel loyalty, String program, String customer, int number) {
        var unused = PointsServiceGrpc.newBlockingStub(loyalty)
                .adjustPoints(AdjustPointsRequest.newBuilder()
                        .setCustomer("programs/" + program + "/customers/" + customer)
                        .setRequestId("earn-" + number)
                        .setPoints(1)
                        .setReason("a present")
                        .build());
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant until = Instant.now().plus(LIMIT);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(until);
            Thread.sleep(20);
        }
    }

    private static ReadingMode mode(WebhookServiceBlockingStub api) {
        return api.getWebhook(GetWebhookRequest.newBuilder()
                        .setName("programs/shop/webhooks/crm")
                        .build())
                .getProgress()
                .getMode();
    }

    @Test
    void whatTheJournalHoldsIsToldInOrderAndAgainByAReplay() throws Exception {
        HttpServer receiver = receiver();
        Lifecycle lifecycle = new Lifecycle();
        try {
            TestDatabase database = lifecycle.add("database", LIMIT, TestDatabase.create());
            Channel loyalty = start(lifecycle, database);
            ManagedChannel feedback = Channels.inProcess("hooked-feedback");
            lifecycle.onStop("channel of feedback", LIMIT, feedback::shutdownNow);
            WebhookServiceBlockingStub api = WebhookServiceGrpc.newBlockingStub(feedback);
            program(loyalty, "shop");
            program(loyalty, "other");
            earn(loyalty, "shop", "before", 0);
            var unused = api.createWebhook(CreateWebhookRequest.newBuilder()
                    .setRequestId("create-crm")
                    .setWebhook(Webhook.newBuilder()
                            .setName("programs/shop/webhooks/crm")
                            .setUrl("http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook"))
                    .build());
            await(() -> mode(api) == ReadingMode.READING_MODE_LIVE);

            for (int i = 0; i < EVENTS; i++) {
                earn(loyalty, "shop", "c" + i % 3, i);
                earn(loyalty, "other", "c" + i % 3, i);
            }
            await(() -> sinceTheWebhook().size() >= EVENTS);
            assertInOrder(sinceTheWebhook(), EVENTS);

            told.clear();
            var replayed = api.replayWebhook(ReplayWebhookRequest.newBuilder()
                    .setName("programs/shop/webhooks/crm")
                    .setRequestId("replay-crm")
                    .setStartTime(Timestamps.fromMillis(0))
                    .build());
            assertThat(replayed.getWebhook().getVersion()).isOne();
            await(() -> told.size() >= EVENTS + 1);
            await(() -> mode(api) == ReadingMode.READING_MODE_LIVE);
            assertThat(told).contains("before/1");
            assertInOrder(sinceTheWebhook(), EVENTS);
        } finally {
            receiver.stop(0);
            lifecycle.close();
        }
    }

    /** Without what was recorded before the webhook was made, of which the last may be told while another transaction was still open. */
    private List<String> sinceTheWebhook() {
        return told.stream().filter(one -> !one.startsWith("before")).toList();
    }

    private static void assertInOrder(List<String> events, int count) {
        assertThat(events).hasSize(count).doesNotHaveDuplicates();
        for (String customer : List.of("c0", "c1", "c2")) {
            List<Integer> sequence = events.stream()
                    .filter(event -> event.startsWith(customer + "/"))
                    .map(event -> Integer.parseInt(event.substring(customer.length() + 1)))
                    .toList();
            assertThat(sequence).isSorted().hasSize(count / 3).startsWith(1);
        }
    }
}
