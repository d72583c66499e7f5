package dev.giveback.feedback.hooks;

import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Refusal;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.hooks.HookDecision.Accepted;
import dev.giveback.feedback.hooks.HookDecision.Rejected;
import dev.giveback.feedback.hooks.HookDecision.Repeated;
import dev.giveback.journal.v1.StoredWebhookCreated;
import dev.giveback.journal.v1.StoredWebhookDeleted;
import dev.giveback.journal.v1.StoredWebhookReplay;
import dev.giveback.journal.v1.StoredWebhookSigningSecret;
import dev.giveback.journal.v1.StoredWebhookState;
import dev.giveback.journal.v1.WebhookChanged;
import java.util.Optional;

/** Whether a change of webhooks is possible, and what it comes to. Pure: the actor gives the time. */
final class HookRules {
    /** Webhooks a program. */
    static final int MOST = 20;

    private HookRules() {}

    static HookDecision decide(ProgramHooks state, HookChange change, long nowMillis) {
        Request request = change.request();
        Optional<WebhookChanged> earlier = state.remembered().stream()
                .filter(event -> event.getRequestId().equals(request.id()))
                .findFirst();
        if (earlier.isPresent()) {
            return earlier.get().getRequestFingerprint() == request.fingerprint()
                    ? new Repeated(earlier.get())
                    : rejected(
                            Reason.REQUEST_ID_REUSED,
                            "request_id: " + request.id() + " was used before with other content");
        }
        WebhookChanged.Builder event = WebhookChanged.newBuilder()
                .setRecordMillis(nowMillis)
                .setRequestId(request.id())
                .setRequestFingerprint(request.fingerprint())
                .setPrincipal(request.principal())
                .setWebhookId(change.id());
        Optional<Hook> found = state.hook(change.id());
        if (change instanceof HookChange.Create create) {
            return create(state, create, event);
        }
        return found.isEmpty()
                ? rejected(Reason.WEBHOOK_NOT_FOUND, "webhook: there is no webhook " + change.id())
                : ofExisting(found.get(), change, event);
    }

    private static HookDecision create(ProgramHooks state, HookChange.Create create, WebhookChanged.Builder event) {
        if (state.hook(create.id()).isPresent()) {
            return rejected(Reason.WEBHOOK_EXISTS, "webhook: there is a webhook " + create.id() + " already");
        }
        if (state.hooks().size() >= MOST) {
            return rejected(Reason.TOO_MANY_WEBHOOKS, "program: it has " + MOST + " webhooks");
        }
        Place start = create.start();
        return accepted(event.setCreated(StoredWebhookCreated.newBuilder()
                .setDefinition(create.definition().toStored())
                .setResumeToken(start.token())
                .setTransaction(start.transaction())
                .setOrdering(start.ordering())));
    }

    private static HookDecision ofExisting(Hook hook, HookChange change, WebhookChanged.Builder event) {
        return switch (change) {
            case HookChange.Create create -> throw new IllegalStateException("create: of an existing webhook");
            case HookChange.Update update ->
                accepted(event.setUpdated(update.definition().toStored()));
            case HookChange.SetPause set -> {
                event.setState(StoredWebhookState.newBuilder()
                        .setPauseReason(set.pause().number()));
                yield isSo(hook, set.pause()) ? new Repeated(event.build()) : accepted(event);
            }
            case HookChange.Delete delete -> accepted(event.setDeleted(StoredWebhookDeleted.getDefaultInstance()));
            case HookChange.RotateSecret rotate ->
                accepted(event.setSecret(StoredWebhookSigningSecret.newBuilder()
                        .setVersion(hook.secretVersion() + 1)
                        .setPreviousEndMillis(event.getRecordMillis() + Hook.BOTH_SECRETS.toMillis())));
            case HookChange.Replay replay ->
                accepted(event.setReplay(StoredWebhookReplay.newBuilder()
                        .setNumber(hook.replayNumber() + 1)
                        .setStartMillis(replay.startMillis())));
        };
    }

    /** A paused one stays paused for the reason that it has. */
    private static boolean isSo(Hook hook, Pause asked) {
        return hook.isActive() == (asked == Pause.NONE);
    }

    private static Accepted accepted(WebhookChanged.Builder event) {
        return new Accepted(event.build());
    }

    private static Rejected rejected(Reason reason, String message) {
        return new Rejected(Refusal.of(reason, message));
    }
}
