package dev.giveback.feedback.grpc;

import com.google.protobuf.util.Durations;
import dev.giveback.feedback.deliveries.HookSender;
import dev.giveback.feedback.grpc.WebhookNames.WebhookName;
import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.HookChange;
import dev.giveback.feedback.hooks.HookDefinition;
import dev.giveback.feedback.hooks.Pause;
import dev.giveback.feedback.webhook.CallResult;
import dev.giveback.webhook.v1.CreateWebhookRequest;
import dev.giveback.webhook.v1.CreateWebhookResponse;
import dev.giveback.webhook.v1.DeleteWebhookRequest;
import dev.giveback.webhook.v1.DeleteWebhookResponse;
import dev.giveback.webhook.v1.GetWebhookRequest;
import dev.giveback.webhook.v1.GetWebhookResponse;
import dev.giveback.webhook.v1.ListDeliveriesRequest;
import dev.giveback.webhook.v1.ListDeliveriesResponse;
import dev.giveback.webhook.v1.ListWebhooksRequest;
import dev.giveback.webhook.v1.ListWebhooksResponse;
import dev.giveback.webhook.v1.ReplayWebhookRequest;
import dev.giveback.webhook.v1.ReplayWebhookResponse;
import dev.giveback.webhook.v1.RetryDeadDeliveriesRequest;
import dev.giveback.webhook.v1.RetryDeadDeliveriesResponse;
import dev.giveback.webhook.v1.RetryDeliveryRequest;
import dev.giveback.webhook.v1.RetryDeliveryResponse;
import dev.giveback.webhook.v1.RotateWebhookSigningSecretRequest;
import dev.giveback.webhook.v1.RotateWebhookSigningSecretResponse;
import dev.giveback.webhook.v1.SendTestEventRequest;
import dev.giveback.webhook.v1.SendTestEventResponse;
import dev.giveback.webhook.v1.SetWebhookStateRequest;
import dev.giveback.webhook.v1.SetWebhookStateResponse;
import dev.giveback.webhook.v1.SkipDeliveryRequest;
import dev.giveback.webhook.v1.SkipDeliveryResponse;
import dev.giveback.webhook.v1.UpdateWebhookRequest;
import dev.giveback.webhook.v1.UpdateWebhookResponse;
import dev.giveback.webhook.v1.WebhookServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;

/** Webhooks by gRPC: each request is checked, and what it asks for is handed to what does it. */
public final class WebhookGrpcService extends WebhookServiceGrpc.WebhookServiceImplBase {
    private final Calls calls;
    private final WebhookEdits edits;
    private final WebhookReads reads;
    private final HookSender sender;
    private final InstantSource clock;

    /** By these parts. */
    public WebhookGrpcService(
            Calls calls, WebhookEdits edits, WebhookReads reads, HookSender sender, InstantSource clock) {
        this.calls = calls;
        this.edits = edits;
        this.reads = reads;
        this.sender = sender;
        this.clock = clock;
    }

    /** A change that was checked. */
    private record Edit(WebhookName name, HookChange change) {}

    @Override
    public void createWebhook(CreateWebhookRequest call, StreamObserver<CreateWebhookResponse> responses) {
        calls.answer(
                () -> new Creation(
                        WebhookNames.webhook(call.getWebhook().getName(), "webhook.name"),
                        edits.definition(call.getWebhook())),
                creation -> creation.name().program(),
                (creation, patience) -> edits.create(
                                creation.name(),
                                creation.definition(),
                                calls.request(call.getRequestId(), call),
                                call.getValidateOnly())
                        .thenApply(hook -> {
                            CreateWebhookResponse.Builder answer = CreateWebhookResponse.newBuilder()
                                    .setWebhook(WebhookMessages.webhook(hook, clock.millis()));
                            return (call.getValidateOnly()
                                            ? answer
                                            : answer.setSigningSecret(sender.shownSecret(hook, 1)))
                                    .build();
                        }),
                responses);
    }

    /** A webhook that is to be created. */
    private record Creation(WebhookName name, HookDefinition definition) {}

    @Override
    public void updateWebhook(UpdateWebhookRequest call, StreamObserver<UpdateWebhookResponse> responses) {
        calls.answer(
                () -> {
                    WebhookName name = WebhookNames.webhook(call.getWebhook().getName(), "webhook.name");
                    return new Edit(
                            name,
                            new HookChange.Update(
                                    name.id(),
                                    edits.definition(call.getWebhook()),
                                    calls.request(call.getRequestId(), call)));
                },
                edit -> edit.name().program(),
                (edit, patience) -> changed(edit, call.getValidateOnly())
                        .thenApply(hook -> UpdateWebhookResponse.newBuilder()
                                .setWebhook(WebhookMessages.webhook(hook, clock.millis()))
                                .build()),
                responses);
    }

    @Override
    public void setWebhookState(SetWebhookStateRequest call, StreamObserver<SetWebhookStateResponse> responses) {
        calls.answer(
                () -> {
                    WebhookName name = WebhookNames.webhook(call.getName(), "name");
                    Pause pause = WebhookChecks.pause(call.getState());
                    return new Edit(
                            name, new HookChange.SetPause(name.id(), pause, calls.request(call.getRequestId(), call)));
                },
                edit -> edit.name().program(),
                (edit, patience) -> changed(edit, call.getValidateOnly())
                        .thenApply(hook -> SetWebhookStateResponse.newBuilder()
                                .setWebhook(WebhookMessages.webhook(hook, clock.millis()))
                                .build()),
                responses);
    }

    private CompletionStage<Hook> changed(Edit edit, boolean validateOnly) {
        return edits.change(edit.name(), edit.change(), validateOnly);
    }

    @Override
    public void getWebhook(GetWebhookRequest call, StreamObserver<GetWebhookResponse> responses) {
        calls.answer(
                () -> WebhookNames.webhook(call.getName(), "name"),
                WebhookName::program,
                (name, patience) -> edits.find(name).thenCompose(reads::get),
                responses);
    }

    @Override
    public void listWebhooks(ListWebhooksRequest call, StreamObserver<ListWebhooksResponse> responses) {
        calls.answer(
                () -> Checks.program(call.getParent(), "parent"),
                program -> program,
                (program, patience) -> edits.all(program).thenApply(all -> reads.page(all, call)),
                responses);
    }

    @Override
    public void deleteWebhook(DeleteWebhookRequest call, StreamObserver<DeleteWebhookResponse> responses) {
        calls.answer(
                () -> WebhookNames.webhook(call.getName(), "name"),
                WebhookName::program,
                (name, patience) -> edits.delete(name, calls.request(call.getRequestId(), call))
                        .thenApply(gone -> DeleteWebhookResponse.getDefaultInstance()),
                responses);
    }

    @Override
    public void rotateWebhookSigningSecret(
            RotateWebhookSigningSecretRequest call, StreamObserver<RotateWebhookSigningSecretResponse> responses) {
        calls.answer(
                () -> WebhookNames.webhook(call.getName(), "name"),
                WebhookName::program,
                (name, patience) -> edits.rotate(name, calls.request(call.getRequestId(), call))
                        .thenApply(rotated -> RotateWebhookSigningSecretResponse.newBuilder()
                                .setSigningSecret(sender.shownSecret(
                                        rotated.hook(), rotated.secret().getVersion()))
                                .setSecretVersion(rotated.secret().getVersion())
                                .setPreviousSecretEndTime(
                                        WebhookMessages.time(rotated.secret().getPreviousEndMillis()))
                                .build()),
                responses);
    }

    @Override
    public void sendTestEvent(SendTestEventRequest call, StreamObserver<SendTestEventResponse> responses) {
        calls.answer(
                () -> WebhookNames.webhook(call.getName(), "name"),
                WebhookName::program,
                (name, patience) -> edits.find(name).thenCompose(hook -> calls.later(() -> test(hook))),
                responses);
    }

    private SendTestEventResponse test(Hook hook) {
        String id = reads.testId();
        long began = System.nanoTime();
        CallResult result = sender.test(hook, id);
        SendTestEventResponse.Builder answer = SendTestEventResponse.newBuilder()
                .setEventId(id)
                .setDuration(Durations.fromNanos(System.nanoTime() - began));
        return (switch (result) {
                    case CallResult.Answered answered ->
                        answer.setDelivered(answered.isWell())
                                .setStatus(answered.status())
                                .setError(answered.isWell() ? "" : "http " + answered.status());
                    case CallResult.Unanswered unanswered -> answer.setError(unanswered.why());
                })
                .build();
    }

    @Override
    public void replayWebhook(ReplayWebhookRequest call, StreamObserver<ReplayWebhookResponse> responses) {
        calls.answer(
                () -> {
                    WebhookName name = WebhookNames.webhook(call.getName(), "name");
                    long start = WebhookChecks.startMillis(call.getStartTime(), clock.millis());
                    return new Edit(
                            name, new HookChange.Replay(name.id(), start, calls.request(call.getRequestId(), call)));
                },
                edit -> edit.name().program(),
                (edit, patience) -> changed(edit, false)
                        .thenApply(hook -> ReplayWebhookResponse.newBuilder()
                                .setWebhook(WebhookMessages.webhook(hook, clock.millis()))
                                .build()),
                responses);
    }

    @Override
    public void listDeliveries(ListDeliveriesRequest call, StreamObserver<ListDeliveriesResponse> responses) {
        calls.answer(
                () -> reads.asked(call),
                asked -> asked.name().program(),
                (asked, patience) -> edits.find(asked.name()).thenCompose(hook -> reads.list(hook, asked)),
                responses);
    }

    @Override
    public void retryDelivery(RetryDeliveryRequest call, StreamObserver<RetryDeliveryResponse> responses) {
        calls.answer(
                () -> WebhookNames.delivery(call.getName(), "name"),
                name -> name.webhook().program(),
                (name, patience) -> edits.find(name.webhook())
                        .thenCompose(hook -> reads.retry(hook, name.eventId()))
                        .thenApply(delivery -> RetryDeliveryResponse.newBuilder()
                                .setDelivery(delivery)
                                .build()),
                responses);
    }

    @Override
    public void retryDeadDeliveries(
            RetryDeadDeliveriesRequest call, StreamObserver<RetryDeadDeliveriesResponse> responses) {
        calls.answer(
                () -> WebhookNames.webhook(call.getName(), "name"),
                WebhookName::program,
                (name, patience) -> edits.find(name)
                        .thenCompose(reads::retryAll)
                        .thenApply(count -> RetryDeadDeliveriesResponse.newBuilder()
                                .setRetriedCount(count)
                                .build()),
                responses);
    }

    @Override
    public void skipDelivery(SkipDeliveryRequest call, StreamObserver<SkipDeliveryResponse> responses) {
        calls.answer(
                () -> WebhookNames.delivery(call.getName(), "name"),
                name -> name.webhook().program(),
                (name, patience) -> edits.find(name.webhook())
                        .thenCompose(hook -> reads.skip(hook, name.eventId()))
                        .thenApply(delivery -> SkipDeliveryResponse.newBuilder()
                                .setDelivery(delivery)
                                .build()),
                responses);
    }
}
