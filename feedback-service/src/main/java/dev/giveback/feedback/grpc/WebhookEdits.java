package dev.giveback.feedback.grpc;

import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.deliveries.LoyaltyEvents;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.grpc.WebhookNames.WebhookName;
import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.HookChange;
import dev.giveback.feedback.hooks.HookDefinition;
import dev.giveback.feedback.hooks.HookReply;
import dev.giveback.feedback.hooks.Hooks;
import dev.giveback.feedback.hooks.Place;
import dev.giveback.feedback.hooks.ProgramHooks;
import dev.giveback.feedback.webhook.Networks;
import dev.giveback.journal.v1.StoredWebhookSigningSecret;
import dev.giveback.webhook.v1.Webhook;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletionStage;

/** Changes of webhooks, and those that are there. */
public final class WebhookEdits {
    private final Calls calls;
    private final Hooks hooks;
    private final LoyaltyEvents events;
    private final Networks networks;

    /** By these parts. */
    public WebhookEdits(Calls calls, Hooks hooks, LoyaltyEvents events, Networks networks) {
        this.calls = calls;
        this.hooks = hooks;
        this.events = events;
        this.networks = networks;
    }

    HookDefinition definition(Webhook webhook) {
        return WebhookChecks.definition(webhook, networks);
    }

    /** It begins where the journal ends now, which is asked of loyalty-service. */
    CompletionStage<Hook> create(WebhookName name, HookDefinition definition, Request request, boolean validateOnly) {
        return calls.later(this::end)
                .thenCompose(start ->
                        change(name, new HookChange.Create(name.id(), definition, start, request), validateOnly));
    }

    private Place end() {
        try {
            return events.end();
        } catch (StatusRuntimeException away) {
            throw RefusalStatus.of(Reason.SOURCE_AWAY, "loyalty-service: it does not answer; try again in a moment");
        }
    }

    /** The webhook after the change. */
    CompletionStage<Hook> change(WebhookName name, HookChange change, boolean validateOnly) {
        return hooks.change(name.program(), change, validateOnly)
                .thenApply(reply -> of(done(reply).after(), name));
    }

    CompletionStage<HookReply.Changed> delete(WebhookName name, Request request) {
        return hooks.change(name.program(), new HookChange.Delete(name.id(), request), false)
                .thenApply(WebhookEdits::done);
    }

    /** A webhook and its new secret. */
    record Rotated(Hook hook, StoredWebhookSigningSecret secret) {}

    CompletionStage<Rotated> rotate(WebhookName name, Request request) {
        return hooks.change(name.program(), new HookChange.RotateSecret(name.id(), request), false)
                .thenApply(reply -> new Rotated(
                        of(done(reply).after(), name), done(reply).event().getSecret()));
    }

    CompletionStage<Hook> find(WebhookName name) {
        return hooks.read(name.program()).thenApply(all -> of(all, name));
    }

    CompletionStage<ProgramHooks> all(String program) {
        return hooks.read(program);
    }

    private static Hook of(ProgramHooks all, WebhookName name) {
        return all.hook(name.id())
                .orElseThrow(
                        () -> RefusalStatus.of(Reason.WEBHOOK_NOT_FOUND, "webhook: there is no webhook " + name.id()));
    }

    private static HookReply.Changed done(HookReply reply) {
        return switch (reply) {
            case HookReply.Changed changed -> changed;
            case HookReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
        };
    }
}
