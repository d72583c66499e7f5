package dev.giveback.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import com.google.rpc.ErrorInfo;
import com.sun.net.httpserver.HttpServer;
import dev.giveback.loyalty.v1.StatementEntryType;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.webhook.v1.CreateWebhookRequest;
import dev.giveback.webhook.v1.CreateWebhookResponse;
import dev.giveback.webhook.v1.DeleteWebhookRequest;
import dev.giveback.webhook.v1.FailurePolicy;
import dev.giveback.webhook.v1.GetWebhookRequest;
import dev.giveback.webhook.v1.ListDeliveriesRequest;
import dev.giveback.webhook.v1.ListWebhooksRequest;
import dev.giveback.webhook.v1.ListWebhooksResponse;
import dev.giveback.webhook.v1.ReplayWebhookRequest;
import dev.giveback.webhook.v1.RetryDeliveryRequest;
import dev.giveback.webhook.v1.RotateWebhookSigningSecretRequest;
import dev.giveback.webhook.v1.RotateWebhookSigningSecretResponse;
import dev.giveback.webhook.v1.SendTestEventRequest;
import dev.giveback.webhook.v1.SendTestEventResponse;
import dev.giveback.webhook.v1.SetWebhookStateRequest;
import dev.giveback.webhook.v1.SkipDeliveryRequest;
import dev.giveback.webhook.v1.UpdateWebhookRequest;
import dev.giveback.webhook.v1.Webhook;
import dev.giveback.webhook.v1.WebhookServiceGrpc.WebhookServiceBlockingStub;
import dev.giveback.webhook.v1.WebhookState;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The verbs of webhooks: what they answer, what they refuse, and that a repeat changes nothing. */
final class WebhookServiceTest {
    private static MemoryShop shop;
    private static RunningFeedback service;

    @BeforeAll
    static void start() throws Exception {
        shop = MemoryShop.open();
        service = RunningFeedback.start(TestDatabase.create(), shop, Map.of());
    }

    @AfterAll
    static void stop() {
        service.close();
        shop.close();
    }

    private static WebhookServiceBlockingStub api() {
        return service.webhooks();
    }

    private static String request() {
        return UUID.randomUUID().toString();
    }

    private static String name(String id) {
        return "programs/shop/webhooks/" + id;
    }

    private static CreateWebhookRequest.Builder creation(String id) {
        return CreateWebhookRequest.newBuilder()
                .setRequestId(request())
                .setWebhook(Webhook.newBuilder().setName(name(id)).setUrl("https://crm.example/hook"));
    }

    private static CreateWebhookResponse create(String id) {
        return api().createWebhook(creation(id).build());
    }

    private static void refused(Supplier<?> call, Status.Code code, String reason) {
        assertThatThrownBy(call::get).isInstanceOfSatisfying(StatusRuntimeException.class, thrown -> {
            assertThat(thrown.getStatus().getCode()).isEqualTo(code);
            assertThat(info(thrown).getReason()).isEqualTo(reason);
            assertThat(info(thrown).getDomain()).isEqualTo("feedback.giveback.dev");
        });
    }

    private static ErrorInfo info(StatusRuntimeException thrown) {
        try {
            com.google.rpc.Status status = StatusProto.fromThrowable(thrown);
            return status.getDetails(0).unpack(ErrorInfo.class);
        } catch (com.google.protobuf.InvalidProtocolBufferException none) {
            throw new AssertionError(none);
        }
    }

    private static void refusedField(String field, UnaryOperator<Webhook.Builder> change) {
        assertThatThrownBy(() -> {
                    CreateWebhookRequest.Builder call = creation("bad");
                    api().createWebhook(call.setWebhook(change.apply(call.getWebhook().toBuilder()))
                            .build());
                })
                .isInstanceOfSatisfying(StatusRuntimeException.class, thrown -> {
                    assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
                    assertThat(thrown.getStatus().getDescription()).contains(field);
                });
    }

    @Test
    void aWebhookIsCreatedWithItsDefaultsAndARepeatShowsTheSameSecret() {
        CreateWebhookRequest call = creation("defaults").build();
        CreateWebhookResponse first = api().createWebhook(call);
        assertThat(first.getSigningSecret()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(api().createWebhook(call)).isEqualTo(first);
        Webhook webhook = first.getWebhook();
        assertThat(webhook.getState()).isEqualTo(WebhookState.WEBHOOK_STATE_ACTIVE);
        assertThat(webhook.getFailurePolicy()).isEqualTo(FailurePolicy.FAILURE_POLICY_SKIP);
        assertThat(webhook.getGiveUpAfter())
                .isEqualTo(Duration.newBuilder().setSeconds(259_200).build());
        assertThat(webhook.getVersion()).isOne();
        assertThat(api().getWebhook(GetWebhookRequest.newBuilder()
                                .setName(name("defaults"))
                                .build())
                        .getWebhook())
                .isEqualTo(webhook);
        refused(
                () -> api().createWebhook(call.toBuilder()
                        .setWebhook(call.getWebhook().toBuilder().setDisplayName("other"))
                        .build()),
                Status.Code.ABORTED,
                "REQUEST_ID_REUSED");
        refused(() -> create("defaults"), Status.Code.ALREADY_EXISTS, "WEBHOOK_EXISTS");
    }

    @Test
    void aCheckOnlyCreatesNothing() {
        CreateWebhookResponse answer =
                api().createWebhook(creation("checked").setValidateOnly(true).build());
        assertThat(answer.getSigningSecret()).isEmpty();
        assertThat(answer.getWebhook().getVersion()).isOne();
        refused(
                () -> api().getWebhook(GetWebhookRequest.newBuilder()
                        .setName(name("checked"))
                        .build()),
                Status.Code.NOT_FOUND,
                "WEBHOOK_NOT_FOUND");
    }

    @Test
    void whatIsWrongIsRefusedByField() {
        refusedField("webhook.name", webhook -> webhook.setName("programs/shop/webhooks/Bad"));
        refusedField("webhook.name", webhook -> webhook.setName("programs/shop/surveys/bad"));
        refusedField("webhook.url", webhook -> webhook.setUrl(""));
        refusedField("webhook.url", webhook -> webhook.setUrl("http://crm.example/hook"));
        refusedField("webhook.url", webhook -> webhook.setUrl("https://user:word@crm.example/hook"));
        refusedField("webhook.url", webhook -> webhook.setUrl("https://10.0.0.1/hook"));
        refusedField("webhook.url", webhook -> webhook.setUrl("https://169.254.169.254/latest"));
        refusedField("webhook.url", webhook -> webhook.setUrl("https://[::1]/hook"));
        refusedField("webhook.url", webhook -> webhook.setUrl("https://crm.example/" + "a".repeat(1_000)));
        refusedField(
                "webhook.types[0]", webhook -> webhook.addTypes(StatementEntryType.STATEMENT_ENTRY_TYPE_UNSPECIFIED));
        refusedField("webhook.types[0]", webhook -> webhook.addTypesValue(999));
        refusedField("webhook.failure_policy", webhook -> webhook.setFailurePolicyValue(9));
        refusedField(
                "webhook.give_up_after",
                webhook -> webhook.setGiveUpAfter(Duration.newBuilder().setSeconds(59)));
        refusedField(
                "webhook.give_up_after",
                webhook -> webhook.setGiveUpAfter(Duration.newBuilder().setSeconds(14 * 86_400 + 1)));
        refusedField("webhook.display_name", webhook -> webhook.setDisplayName("a\u0000b"));
        assertThatThrownBy(() ->
                        api().createWebhook(creation("bad").clearRequestId().build()))
                .hasMessageContaining("request_id");
    }

    @Test
    void whoIsNotThereIsNotFound() {
        refused(
                () -> api().createWebhook(CreateWebhookRequest.newBuilder()
                        .setRequestId(request())
                        .setWebhook(Webhook.newBuilder()
                                .setName("programs/none/webhooks/crm")
                                .setUrl("https://crm.example/"))
                        .build()),
                Status.Code.NOT_FOUND,
                "PROGRAM_NOT_FOUND");
        String none = name("none");
        refused(
                () -> api().updateWebhook(UpdateWebhookRequest.newBuilder()
                        .setRequestId(request())
                        .setWebhook(Webhook.newBuilder().setName(none).setUrl("https://crm.example/"))
                        .build()),
                Status.Code.NOT_FOUND,
                "WEBHOOK_NOT_FOUND");
        refused(
                () -> api().sendTestEvent(
                                SendTestEventRequest.newBuilder().setName(none).build()),
                Status.Code.NOT_FOUND,
                "WEBHOOK_NOT_FOUND");
        refused(
                () -> api().listDeliveries(ListDeliveriesRequest.newBuilder()
                        .setParent(none)
                        .build()),
                Status.Code.NOT_FOUND,
                "WEBHOOK_NOT_FOUND");
        create("without");
        String delivery = name("without") + "/deliveries/evt_" + "0".repeat(32);
        refused(
                () -> api().retryDelivery(RetryDeliveryRequest.newBuilder()
                        .setName(delivery)
                        .build()),
                Status.Code.NOT_FOUND,
                "DELIVERY_NOT_FOUND");
        refused(
                () -> api().skipDelivery(SkipDeliveryRequest.newBuilder()
                        .setName(delivery)
                        .build()),
                Status.Code.NOT_FOUND,
                "DELIVERY_NOT_FOUND");
    }

    @Test
    void aRotatedSecretIsShownOnceMoreByARepeatAndSignsBesideTheOld() {
        String old = create("rotated").getSigningSecret();
        RotateWebhookSigningSecretRequest call = RotateWebhookSigningSecretRequest.newBuilder()
                .setName(name("rotated"))
                .setRequestId(request())
                .build();
        RotateWebhookSigningSecretResponse rotated = api().rotateWebhookSigningSecret(call);
        assertThat(rotated.getSigningSecret()).isNotEqualTo(old);
        assertThat(rotated.getSecretVersion()).isEqualTo(2);
        assertThat(api().rotateWebhookSigningSecret(call)).isEqualTo(rotated);
        assertThat(api().getWebhook(GetWebhookRequest.newBuilder()
                                .setName(name("rotated"))
                                .build())
                        .getWebhook()
                        .hasPreviousSecretEndTime())
                .isTrue();
    }

    @Test
    void aNewOneOfADeletedNameHasAnotherSecret() {
        String old = create("again").getSigningSecret();
        DeleteWebhookRequest delete = DeleteWebhookRequest.newBuilder()
                .setName(name("again"))
                .setRequestId(request())
                .build();
        assertThat(api().deleteWebhook(delete)).isEqualTo(api().deleteWebhook(delete));
        assertThat(create("again").getSigningSecret()).isNotEqualTo(old);
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEnded() {
        create("page-a");
        create("page-b");
        create("page-c");
        ListWebhooksRequest.Builder call =
                ListWebhooksRequest.newBuilder().setParent("programs/shop").setPageSize(2);
        java.util.List<String> names = new java.util.ArrayList<>();
        ListWebhooksResponse page;
        do {
            page = api().listWebhooks(call.build());
            page.getWebhooksList().forEach(webhook -> names.add(webhook.getName()));
            call.setPageToken(page.getNextPageToken());
        } while (!page.getNextPageToken().isEmpty());
        assertThat(names).isSorted().doesNotHaveDuplicates().contains(name("page-a"), name("page-b"), name("page-c"));
        assertThatThrownBy(() -> api().listWebhooks(call.setPageToken("§").build()))
                .hasMessageContaining("page_token");
        assertThatThrownBy(() -> api().listDeliveries(ListDeliveriesRequest.newBuilder()
                        .setParent(name("page-a"))
                        .setPageToken("bm9uZQ")
                        .build()))
                .hasMessageContaining("page_token");
        assertThatThrownBy(() -> api().listDeliveries(ListDeliveriesRequest.newBuilder()
                        .setParent(name("page-a"))
                        .setCustomer("programs/other/customers/anna")
                        .build()))
                .hasMessageContaining("customer");
    }

    @Test
    void askingForTheStateThatItHasIsNoError() {
        create("state");
        SetWebhookStateRequest.Builder call =
                SetWebhookStateRequest.newBuilder().setName(name("state"));
        for (WebhookState state : new WebhookState[] {
            WebhookState.WEBHOOK_STATE_ACTIVE, WebhookState.WEBHOOK_STATE_PAUSED, WebhookState.WEBHOOK_STATE_PAUSED
        }) {
            assertThat(api().setWebhookState(
                                    call.setState(state).setRequestId(request()).build())
                            .getWebhook()
                            .getState())
                    .isEqualTo(state);
        }
        assertThatThrownBy(() -> api().setWebhookState(call.setState(WebhookState.WEBHOOK_STATE_UNSPECIFIED)
                        .build()))
                .hasMessageContaining("state");
    }

    @Test
    void aReplayOfTheFutureIsRefused() {
        create("replayed");
        assertThatThrownBy(() -> api().replayWebhook(ReplayWebhookRequest.newBuilder()
                        .setName(name("replayed"))
                        .setRequestId(request())
                        .setStartTime(
                                Timestamp.newBuilder().setSeconds(service.now().getEpochSecond() + 3_600))
                        .build()))
                .hasMessageContaining("start_time");
    }

    @Test
    void aTestEventTellsWhatCameOfIt() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            exchange.sendResponseHeaders(202, -1);
            exchange.close();
        });
        server.start();
        var unused = api().createWebhook(creation("tested")
                .setWebhook(Webhook.newBuilder()
                        .setName(name("tested"))
                        .setUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/hook"))
                .build());
        SendTestEventRequest call =
                SendTestEventRequest.newBuilder().setName(name("tested")).build();
        SendTestEventResponse answer = api().sendTestEvent(call);
        assertThat(answer.getDelivered()).isTrue();
        assertThat(answer.getStatus()).isEqualTo(202);
        assertThat(answer.getEventId()).matches("test_[0-9a-z]{10}");
        server.stop(0);
        assertThat(api().sendTestEvent(call).getError()).isEqualTo("http: no connection");
    }

    @Test
    void withoutLoyaltyNothingIsCreated() {
        shop.setFault(MemoryShop.Fault.AWAY);
        try {
            refused(() -> create("away"), Status.Code.UNAVAILABLE, "SOURCE_AWAY");
        } finally {
            shop.setFault(MemoryShop.Fault.NONE);
        }
    }
}
