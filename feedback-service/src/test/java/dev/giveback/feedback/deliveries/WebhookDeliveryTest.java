package dev.giveback.feedback.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.RunningFeedback;
import dev.giveback.feedback.deliveries.Receiver.Answer;
import dev.giveback.feedback.deliveries.Receiver.Call;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.webhook.v1.Delivery;
import dev.giveback.webhook.v1.DeliveryState;
import dev.giveback.webhook.v1.FailurePolicy;
import dev.giveback.webhook.v1.PauseReason;
import dev.giveback.webhook.v1.RetryDeadDeliveriesRequest;
import dev.giveback.webhook.v1.RetryDeliveryRequest;
import dev.giveback.webhook.v1.SkipDeliveryRequest;
import dev.giveback.webhook.v1.WebhookState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookDeliveryTest {
    private Hooked hooked;
    private Receiver receiver;

    @BeforeEach
    void open() throws Exception {
        hooked = Hooked.start();
        receiver = Receiver.open();
    }

    @AfterEach
    void close() {
        hooked.close();
        receiver.close();
    }

    private void awaitCalls(int count) throws InterruptedException {
        RunningFeedback.await(() -> receiver.calls().size() >= count);
    }

    private Delivery awaitOne(DeliveryState state) throws InterruptedException {
        RunningFeedback.await(() -> hooked.deliveries("crm", state).size() == 1);
        return hooked.deliveries("crm", state).getFirst();
    }

    @Test
    void anEventIsToldOnceSignedAndWithoutAnythingPersonal() throws Exception {
        String secret = hooked.live("crm", receiver.url(), webhook -> webhook);
        hooked.earn("anna");
        awaitCalls(1);

        Call call = receiver.calls().getFirst();
        assertThat(call.isSignedBy(secret)).isTrue();
        // The same check does not pass for another secret.
        assertThat(call.isSignedBy("whsec_" + "A".repeat(43) + "=")).isFalse();
        assertThat(call.id())
                .matches("evt_[0-9a-f]{32}")
                .isEqualTo(call.body().get("id").getAsString());
        assertThat(call.body().get("type").getAsString()).isEqualTo("STATEMENT_ENTRY_TYPE_ACTIVITY");
        assertThat(call.body().get("program").getAsString()).isEqualTo("programs/shop");
        assertThat(call.body().get("customer").getAsString()).isEqualTo("programs/shop/customers/anna");
        assertThat(call.sequence()).isOne();
        assertThat(call.isReplay()).isFalse();
        assertThat(call.body()
                        .getAsJsonObject("event")
                        .getAsJsonObject("activityRewarded")
                        .get("points")
                        .getAsString())
                .isEqualTo("5");
        assertThat(call.text()).doesNotContain("sealed").doesNotContain("eva").contains("review");

        Delivery delivered = awaitOne(DeliveryState.DELIVERY_STATE_DELIVERED);
        assertThat(delivered.getName()).isEqualTo(Hooked.name("crm") + "/deliveries/" + call.id());
        assertThat(delivered.getAttempts()).isOne();
        assertThat(delivered.getLastStatus()).isEqualTo(204);
        assertThat(receiver.calls()).hasSize(1);
    }

    @Test
    void onlyTypesThatWereAskedForAreTold() throws Exception {
        hooked.live(
                "crm", receiver.url(), webhook -> webhook.addTypes(StatementEntryType.STATEMENT_ENTRY_TYPE_ENROLLED));
        hooked.earn("anna");
        hooked.shop()
                .record(
                        "anna",
                        dev.giveback.journal.v1.CustomerEvent.newBuilder()
                                .setRecordMillis(hooked.running().now().toEpochMilli())
                                .build(),
                        StatementEntryType.STATEMENT_ENTRY_TYPE_ENROLLED);
        awaitCalls(1);
        assertThat(receiver.calls()).singleElement().extracting(Call::sequence).isEqualTo(2L);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 404, 301})
    void whateverIsNo2xxIsTriedAgain(int status) throws Exception {
        AtomicInteger times = new AtomicInteger();
        receiver.answer(call ->
                times.incrementAndGet() < 3 ? Answer.with(status, "Location", receiver.url() + "x") : Answer.of(200));
        hooked.live("crm", receiver.url(), webhook -> webhook);
        hooked.earn("anna");
        Delivery delivered = awaitOne(DeliveryState.DELIVERY_STATE_DELIVERED);
        assertThat(delivered.getAttempts()).isEqualTo(3);
        assertThat(receiver.calls()).hasSize(3);
        assertThat(receiver.calls().stream().map(Call::id).distinct()).hasSize(1);
    }

    @Test
    void aReceiverThatIsTooSlowIsTriedAgain() throws Exception {
        AtomicInteger times = new AtomicInteger();
        receiver.answer(call -> times.incrementAndGet() < 2 ? Answer.slow(200, 3_000) : Answer.of(200));
        hooked.live("crm", receiver.url(), webhook -> webhook);
        hooked.earn("anna");
        Delivery delivered = awaitOne(DeliveryState.DELIVERY_STATE_DELIVERED);
        assertThat(delivered.getAttempts()).isEqualTo(2);
    }

    @Test
    void whoAsksToBeLeftAloneIs() throws Exception {
        AtomicInteger times = new AtomicInteger();
        receiver.answer(call -> times.incrementAndGet() == 1 ? Answer.with(429, "Retry-After", "2") : Answer.of(200));
        hooked.live("crm", receiver.url(), webhook -> webhook);
        hooked.earn("anna");
        RunningFeedback.await(() -> hooked.get("crm").getProgress().hasFailingSinceTime());
        hooked.earn("ben");
        awaitCalls(3);
        List<Call> calls = receiver.calls();
        assertThat(Duration.between(calls.get(0).time(), calls.get(1).time())).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void whoIsGoneIsPausedAndNothingIsLost() throws Exception {
        receiver.answer(call -> Answer.of(410));
        hooked.live("crm", receiver.url(), webhook -> webhook);
        hooked.earn("anna");
        RunningFeedback.await(() -> hooked.get("crm").getWebhook().getState() == WebhookState.WEBHOOK_STATE_PAUSED);
        assertThat(hooked.get("crm").getWebhook().getPauseReason()).isEqualTo(PauseReason.PAUSE_REASON_GONE);
        assertThat(hooked.get("crm").getProgress().getLastError()).isEqualTo("http 410");
        int calls = receiver.calls().size();
        hooked.earn("ben");
        Thread.sleep(600);
        assertThat(receiver.calls()).hasSize(calls);

        receiver.answer(call -> Answer.of(204));
        hooked.set("crm", WebhookState.WEBHOOK_STATE_ACTIVE);
        RunningFeedback.await(() ->
                hooked.deliveries("crm", DeliveryState.DELIVERY_STATE_DELIVERED).size() == 2);
    }

    @Test
    void aPausedOneGoesOnWhereItWasAfterARestart() throws Exception {
        hooked.live("crm", receiver.url(), webhook -> webhook);
        hooked.earn("anna");
        awaitCalls(1);
        hooked.set("crm", WebhookState.WEBHOOK_STATE_PAUSED);
        hooked.earn("anna");
        hooked.earn("ben");
        hooked.stop();
        hooked.earn("cleo", Instant.now());
        hooked.restart();
        Thread.sleep(500);
        assertThat(receiver.calls()).hasSize(1);
        assertThat(hooked.get("crm").getWebhook().getPauseReason()).isEqualTo(PauseReason.PAUSE_REASON_BY_HAND);

        hooked.set("crm", WebhookState.WEBHOOK_STATE_ACTIVE);
        awaitCalls(4);
        hooked.awaitLive("crm");
        assertThat(receiver.calls()).hasSize(4);
        assertThat(receiver.calls().stream().map(Call::id).distinct()).hasSize(4);
    }

    @Test
    void afterItsTimeADeliveryIsADeadLetterAndCanBeRetried() throws Exception {
        receiver.answer(call -> Answer.of(call.customer().equals("anna") && call.sequence() == 1 ? 500 : 204));
        hooked.live("crm", receiver.url(), Hooked.givingUpAfterMinutes(1));
        hooked.earn("anna");
        awaitCalls(1);
        hooked.earn("anna");
        Thread.sleep(300);
        // The second waits for the first.
        assertThat(receiver.calls()).allMatch(call -> call.sequence() == 1);
        hooked.running().setForward(Duration.ofMinutes(2));

        Delivery dead = awaitOne(DeliveryState.DELIVERY_STATE_DEAD);
        assertThat(dead.getSequenceNumber()).isOne();
        assertThat(dead.getLastError()).isEqualTo("http 500");
        awaitOne(DeliveryState.DELIVERY_STATE_DELIVERED);
        assertThat(hooked.get("crm").getProgress().getDeadCount()).isOne();

        receiver.answer(call -> Answer.of(204));
        assertThat(hooked.api()
                        .retryDelivery(RetryDeliveryRequest.newBuilder()
                                .setName(dead.getName())
                                .build())
                        .getDelivery()
                        .getState())
                .isEqualTo(DeliveryState.DELIVERY_STATE_PENDING);
        RunningFeedback.await(() ->
                hooked.deliveries("crm", DeliveryState.DELIVERY_STATE_DELIVERED).size() == 2);
    }

    @Test
    void withHoldACustomersLaterOnesWaitUntilSomebodyDecides() throws Exception {
        receiver.answer(call -> Answer.of(!call.customer().equals("cleo") && call.sequence() == 1 ? 500 : 204));
        hooked.live(
                "crm",
                receiver.url(),
                webhook -> Hooked.givingUpAfterMinutes(1)
                        .apply(webhook)
                        .setFailurePolicy(FailurePolicy.FAILURE_POLICY_HOLD));
        hooked.earn("anna");
        hooked.earn("anna");
        hooked.earn("ben");
        hooked.earn("ben");
        awaitCalls(2);
        hooked.running().setForward(Duration.ofMinutes(2));
        RunningFeedback.await(() ->
                hooked.deliveries("crm", DeliveryState.DELIVERY_STATE_DEAD).size() == 2);
        hooked.earn("cleo");
        awaitOne(DeliveryState.DELIVERY_STATE_DELIVERED);
        assertThat(hooked.deliveries("crm", DeliveryState.DELIVERY_STATE_PENDING))
                .hasSize(2);

        Delivery anna = hooked.deliveries("crm", DeliveryState.DELIVERY_STATE_DEAD).stream()
                .filter(dead -> dead.getCustomer().endsWith("anna"))
                .findFirst()
                .orElseThrow();
        assertThat(hooked.api()
                        .skipDelivery(SkipDeliveryRequest.newBuilder()
                                .setName(anna.getName())
                                .build())
                        .getDelivery()
                        .getState())
                .isEqualTo(DeliveryState.DELIVERY_STATE_SKIPPED);
        RunningFeedback.await(() ->
                hooked.deliveries("crm", DeliveryState.DELIVERY_STATE_DELIVERED).size() == 2);
        receiver.answer(call -> Answer.of(204));
        assertThat(hooked.api()
                        .retryDeadDeliveries(RetryDeadDeliveriesRequest.newBuilder()
                                .setName(Hooked.name("crm"))
                                .build())
                        .getRetriedCount())
                .isOne();
        RunningFeedback.await(() ->
                hooked.deliveries("crm", DeliveryState.DELIVERY_STATE_DELIVERED).size() == 4);
        List<Long> ben = receiver.calls().stream()
                .filter(call -> call.customer().equals("ben"))
                .map(Call::sequence)
                .distinct()
                .toList();
        assertThat(ben).containsExactly(1L, 2L);
    }

    @Test
    void oneThatFailsForTooLongIsPausedAndSaysWhy() throws Exception {
        receiver.answer(call -> Answer.of(500));
        hooked.live("crm", receiver.url(), Hooked.givingUpAfterMinutes(60 * 24 * 14));
        hooked.earn("anna");
        awaitCalls(2);
        hooked.running().setForward(Duration.ofDays(6));
        RunningFeedback.await(
                () -> hooked.get("crm").getWebhook().getPauseReason() == PauseReason.PAUSE_REASON_FAILING);
        // How it goes is told by who delivers, who learns of the pause a little later.
        RunningFeedback.await(() -> hooked.get("crm").getProgress().hasFailingSinceTime());
        assertThat(hooked.deliveries("crm", DeliveryState.DELIVERY_STATE_PENDING))
                .hasSize(1);

        receiver.answer(call -> Answer.of(204));
        hooked.set("crm", WebhookState.WEBHOOK_STATE_ACTIVE);
        awaitOne(DeliveryState.DELIVERY_STATE_DELIVERED);
        assertThat(hooked.get("crm").getProgress().getLastError()).isEmpty();
    }

    @Test
    void aReplayTellsEverythingSinceATimeAgainWithTheSameIds() throws Exception {
        hooked.live("crm", receiver.url(), webhook -> webhook);
        hooked.earn("anna");
        awaitCalls(1);
        Thread.sleep(20);
        Instant since = hooked.running().now();
        hooked.earn("anna");
        hooked.earn("ben");
        awaitCalls(3);
        List<String> before =
                receiver.calls().stream().skip(1).map(Call::id).sorted().toList();
        receiver.forget();

        hooked.replay("crm", since);
        hooked.stop();
        hooked.restart();
        awaitCalls(2);
        hooked.awaitLive("crm");
        assertThat(receiver.calls().stream().map(Call::id).sorted().toList()).isEqualTo(before);
        assertThat(receiver.calls()).allMatch(Call::isReplay);
        hooked.earn("cleo");
        awaitCalls(3);
        assertThat(receiver.calls().getLast().isReplay()).isFalse();
    }

    @Test
    void aReplayFromTheBeginningTellsWhatWasBeforeTheWebhookToo() throws Exception {
        hooked.earn("anna");
        hooked.earn("anna");
        hooked.live("crm", receiver.url(), webhook -> webhook);
        hooked.earn("anna");
        awaitCalls(1);
        assertThat(receiver.calls().getFirst().sequence()).isEqualTo(3);
        hooked.replay("crm", Instant.EPOCH);
        awaitCalls(4);
        assertThat(receiver.calls().stream().skip(1).map(Call::sequence)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void whatIsRecordedWhileTheServiceIsAwayIsTold() throws Exception {
        hooked.live("crm", receiver.url(), webhook -> webhook);
        hooked.stop();
        for (int i = 0; i < 30; i++) {
            hooked.earn("c" + i % 5, Instant.now());
        }
        hooked.restart();
        awaitCalls(30);
        RunningFeedback.await(() ->
                hooked.deliveries("crm", DeliveryState.DELIVERY_STATE_DELIVERED).size() == 30);
        assertThat(receiver.calls()).hasSize(30);
    }

    @Test
    void loyaltyThatIsAwayDelaysAndLosesNothing() throws Exception {
        hooked.live("crm", receiver.url(), webhook -> webhook);
        hooked.shop().setFault(dev.giveback.feedback.MemoryShop.Fault.AWAY);
        hooked.earn("anna");
        Thread.sleep(300);
        hooked.shop().setFault(dev.giveback.feedback.MemoryShop.Fault.NONE);
        awaitCalls(1);
        assertThat(receiver.calls()).hasSize(1);
    }
}
