package dev.giveback.feedback.hooks;

import dev.giveback.journal.v1.StoredWebhookCreated;
import dev.giveback.journal.v1.StoredWebhookReplay;
import dev.giveback.journal.v1.StoredWebhookSigningSecret;
import dev.giveback.journal.v1.WebhookChanged;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The webhooks of a program after its events.
 *
 * @param hooks by id
 * @param deleted when the latest one of an id that was deleted had been created
 * @param changes how many events there were
 * @param remembered events of requests, oldest first, {@link #REMEMBERED} at most
 */
public record ProgramHooks(
        String program,
        PMap<String, Hook> hooks,
        PMap<String, Long> deleted,
        long changes,
        PVector<WebhookChanged> remembered) {
    /** Requests that are remembered. */
    static final int REMEMBERED = 1_000;

    /** A program without webhooks. */
    static ProgramHooks none(String program) {
        return new ProgramHooks(program, HashTreePMap.empty(), HashTreePMap.empty(), 0, TreePVector.empty());
    }

    /** The webhook of an id. */
    public Optional<Hook> hook(String id) {
        return Optional.ofNullable(hooks.get(id));
    }

    /** Whether the webhook of an id that was created then was deleted since. */
    public boolean isDeleted(String id, long createdMillis) {
        return deleted.getOrDefault(id, Long.MIN_VALUE) >= createdMillis;
    }

    /** After one more event. */
    ProgramHooks evolve(WebhookChanged event) {
        String id = event.getWebhookId();
        return switch (event.getChangeCase()) {
            case CREATED -> with(hooks.plus(id, created(id, event)), deleted, event);
            case UPDATED -> changed(id, hook -> hook.with(HookDefinition.of(event.getUpdated())), event);
            case STATE ->
                changed(
                        id,
                        hook -> hook.with(Pause.of(event.getState().getPauseReason()), event.getRecordMillis()),
                        event);
            case DELETED -> {
                @Nullable Hook before = hooks.get(id);
                yield with(hooks.minus(id), before == null ? deleted : deleted.plus(id, before.createdMillis()), event);
            }
            case SECRET -> {
                StoredWebhookSigningSecret secret = event.getSecret();
                yield changed(id, hook -> hook.withSecret(secret.getVersion(), secret.getPreviousEndMillis()), event);
            }
            case REPLAY -> {
                StoredWebhookReplay replay = event.getReplay();
                yield changed(id, hook -> hook.withReplay(replay.getNumber(), replay.getStartMillis()), event);
            }
            case CHANGE_NOT_SET ->
                throw new IllegalArgumentException("event of a webhook: without a change (expected: one)");
        };
    }

    private Hook created(String id, WebhookChanged event) {
        StoredWebhookCreated created = event.getCreated();
        return new Hook(
                program,
                id,
                event.getRecordMillis(),
                HookDefinition.of(created.getDefinition()),
                1,
                Pause.NONE,
                event.getRecordMillis(),
                1,
                0,
                new Place(created.getResumeToken(), created.getTransaction(), created.getOrdering()),
                0,
                0);
    }

    private ProgramHooks changed(String id, UnaryOperator<Hook> change, WebhookChanged event) {
        @Nullable Hook before = hooks.get(id);
        return with(before == null ? hooks : hooks.plus(id, change.apply(before)), deleted, event);
    }

    private ProgramHooks with(PMap<String, Hook> next, PMap<String, Long> nextDeleted, WebhookChanged event) {
        PVector<WebhookChanged> all = event.getRequestId().isEmpty() ? remembered : remembered.plus(event);
        return new ProgramHooks(program, next, nextDeleted, changes + 1, all.size() > REMEMBERED ? all.minus(0) : all);
    }
}
