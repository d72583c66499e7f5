package dev.giveback.feedback.grpc;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.giveback.feedback.deliveries.DeliveryEntry;
import dev.giveback.feedback.deliveries.DeliveryTable;
import dev.giveback.feedback.deliveries.ProgressEntry;
import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.HookDefinition;
import dev.giveback.webhook.v1.Delivery;
import dev.giveback.webhook.v1.FailurePolicy;
import dev.giveback.webhook.v1.ReadingMode;
import dev.giveback.webhook.v1.Webhook;
import dev.giveback.webhook.v1.WebhookProgress;
import dev.giveback.webhook.v1.WebhookState;

/** Webhooks and deliveries as they are shown. */
final class WebhookMessages {
    private WebhookMessages() {}

    static Webhook webhook(Hook hook, long nowMillis) {
        HookDefinition definition = hook.definition();
        Webhook.Builder webhook = Webhook.newBuilder()
                .setName(hook.name())
                .setDisplayName(definition.displayName())
                .setUrl(definition.url())
                .addAllTypesValue(definition.types().stream().sorted().toList())
                .setFailurePolicy(
                        definition.holds() ? FailurePolicy.FAILURE_POLICY_HOLD : FailurePolicy.FAILURE_POLICY_SKIP)
                .setGiveUpAfter(Durations.fromMillis(definition.giveUpAfter().toMillis()))
                .setState(hook.isActive() ? WebhookState.WEBHOOK_STATE_ACTIVE : WebhookState.WEBHOOK_STATE_PAUSED)
                .setPauseReasonValue(hook.pause().number())
                .setStateTime(time(hook.stateMillis()))
                .setCreateTime(time(hook.createdMillis()))
                .setVersion(hook.version())
                .setSecretVersion(hook.secretVersion());
        if (hook.previousSecretEndMillis() > nowMillis) {
            webhook.setPreviousSecretEndTime(time(hook.previousSecretEndMillis()));
        }
        return webhook.build();
    }

    static WebhookProgress progress(ProgressEntry entry) {
        WebhookProgress.Builder progress = WebhookProgress.newBuilder()
                .setMode(mode(entry))
                .setPendingCount(entry.pending())
                .setDeadCount(entry.dead())
                .setLastError(entry.lastError());
        if (entry.oldestPendingMillis() > 0) {
            progress.setOldestPendingTime(time(entry.oldestPendingMillis()));
        }
        if (entry.lastSuccessMillis() > 0) {
            progress.setLastSuccessTime(time(entry.lastSuccessMillis()));
        }
        if (entry.failingSinceMillis() > 0) {
            progress.setFailingSinceTime(time(entry.failingSinceMillis()));
        }
        return progress.build();
    }

    private static ReadingMode mode(ProgressEntry entry) {
        if (entry.isLive()) {
            return ReadingMode.READING_MODE_LIVE;
        }
        return entry.isReplaying() ? ReadingMode.READING_MODE_REPLAYING : ReadingMode.READING_MODE_CATCHING_UP;
    }

    static Delivery delivery(Hook hook, DeliveryEntry entry) {
        Delivery.Builder delivery = Delivery.newBuilder()
                .setName(hook.name() + "/deliveries/" + entry.eventId())
                .setCustomer(hook.programName() + "/customers/" + entry.customer())
                .setTypeValue(entry.type())
                .setSequenceNumber(entry.sequenceNumber())
                .setRecordTime(time(entry.recordMillis()))
                .setStateValue(entry.state())
                .setAttempts(entry.attempts())
                .setLastStatus(entry.lastStatus())
                .setLastError(entry.lastError())
                .setReplay(entry.isReplay());
        if (entry.state() == DeliveryTable.PENDING) {
            delivery.setNextAttemptTime(time(entry.nextMillis()));
        }
        if (entry.lastMillis() > 0) {
            delivery.setLastAttemptTime(time(entry.lastMillis()));
        }
        return delivery.build();
    }

    static Timestamp time(long millis) {
        return Timestamps.fromMillis(millis);
    }
}
