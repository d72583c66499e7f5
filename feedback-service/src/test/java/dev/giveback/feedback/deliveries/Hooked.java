package dev.giveback.feedback.deliveries;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.MemoryShop;
import dev.giveback.feedback.RunningFeedback;
import dev.giveback.journal.v1.ActivityRewarded;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.webhook.v1.CreateWebhookRequest;
import dev.giveback.webhook.v1.CreateWebhookResponse;
import dev.giveback.webhook.v1.Delivery;
import dev.giveback.webhook.v1.DeliveryState;
import dev.giveback.webhook.v1.GetWebhookRequest;
import dev.giveback.webhook.v1.GetWebhookResponse;
import dev.giveback.webhook.v1.ListDeliveriesRequest;
import dev.giveback.webhook.v1.ReadingMode;
import dev.giveback.webhook.v1.ReplayWebhookRequest;
import dev.giveback.webhook.v1.SetWebhookStateRequest;
import dev.giveback.webhook.v1.Webhook;
import dev.giveback.webhook.v1.WebhookServiceGrpc.WebhookServiceBlockingStub;
import dev.giveback.webhook.v1.WebhookState;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The whole service with a shop in memory on a real PostgreSQL, as tests of webhooks need it. It can be stopped and started again. */
final class Hooked implements AutoCloseable {
    static final StatementEntryType ACTIVITY = StatementEntryType.STATEMENT_ENTRY_TYPE_ACTIVITY;

    private final TestDatabase database;
    private final MemoryShop shop;
    private final Map<String, Object> settings;
    private RunningFeedback running;

    private Hooked(Map<String, ?> more) throws IOException {
        database = TestDatabase.create();
        shop = MemoryShop.open();
        settings = new HashMap<>(Map.of(
                "giveback.feedback.webhooks.timeout", "1s",
                "giveback.feedback.webhooks.retry-pause", "50ms",
                "giveback.feedback.webhooks.longest-pause", "200ms"));
        settings.putAll(more);
        running = RunningFeedback.start(database, shop, settings);
    }

    static Hooked start() throws IOException {
        return new Hooked(Map.of());
    }

    static Hooked start(Map<String, ?> more) throws IOException {
        return new Hooked(more);
    }

    void stop() {
        running.close();
    }

    void restart() throws IOException {
        running = RunningFeedback.start(database, shop, settings);
    }

    RunningFeedback running() {
        return running;
    }

    MemoryShop shop() {
        return shop;
    }

    TestDatabase database() {
        return database;
    }

    WebhookServiceBlockingStub api() {
        return running.webhooks();
    }

    static String name(String webhook) {
        return "programs/shop/webhooks/" + webhook;
    }

    static String request() {
        return UUID.randomUUID().toString();
    }

    CreateWebhookResponse create(String id, String url) {
        return create(id, url, webhook -> webhook);
    }

    CreateWebhookResponse create(String id, String url, UnaryOperator<Webhook.Builder> more) {
        return api().createWebhook(CreateWebhookRequest.newBuilder()
                .setWebhook(more.apply(Webhook.newBuilder().setName(name(id)).setUrl(url)))
                .setRequestId(request())
                .build());
    }

    /** Creates one and waits until it is told of events as they are recorded. */
    String live(String id, String url, UnaryOperator<Webhook.Builder> more) throws InterruptedException {
        String secret = create(id, url, more).getSigningSecret();
        awaitLive(id);
        return secret;
    }

    void awaitLive(String id) throws InterruptedException {
        RunningFeedback.await(() -> get(id).getProgress().getMode() == ReadingMode.READING_MODE_LIVE);
    }

    GetWebhookResponse get(String id) {
        return api().getWebhook(GetWebhookRequest.newBuilder().setName(name(id)).build());
    }

    Webhook set(String id, WebhookState state) {
        return api().setWebhookState(SetWebhookStateRequest.newBuilder()
                        .setName(name(id))
                        .setState(state)
                        .setRequestId(request())
                        .build())
                .getWebhook();
    }

    void replay(String id, Instant since) {
        var unused = api().replayWebhook(ReplayWebhookRequest.newBuilder()
                .setName(name(id))
                .setStartTime(Timestamps.fromMillis(since.toEpochMilli()))
                .setRequestId(request())
                .build());
    }

    List<Delivery> deliveries(String id, DeliveryState state) {
        return api().listDeliveries(ListDeliveriesRequest.newBuilder()
                        .setParent(name(id))
                        .setState(state)
                        .setPageSize(1_000)
                        .build())
                .getDeliveriesList();
    }

    /** A customer did something that earned points. */
    void earn(String customer) {
        earn(customer, running.now());
    }

    void earn(String customer, Instant time) {
        shop.record(
                customer,
                CustomerEvent.newBuilder()
                        .setRecordMillis(time.toEpochMilli())
                        .setPrincipal("eva")
                        .setActivityRewarded(ActivityRewarded.newBuilder()
                                .setActivity("review")
                                .setReference("sealed:c2VjcmV0")
                                .setPoints(5))
                        .build(),
                ACTIVITY);
    }

    static UnaryOperator<Webhook.Builder> givingUpAfterMinutes(int minutes) {
        return webhook -> webhook.setGiveUpAfter(Durations.fromMinutes(minutes));
    }

    @Override
    public void close() {
        running.close();
        shop.close();
    }
}
