package dev.giveback.access.grpc;

import com.google.protobuf.util.Durations;
import dev.giveback.access.actor.KeyReply;
import dev.giveback.access.actor.Keys;
import dev.giveback.access.contract.RefusalStatus;
import dev.giveback.access.directory.KeyList;
import dev.giveback.access.domain.Grant;
import dev.giveback.access.domain.Key;
import dev.giveback.access.domain.KeyAnswer;
import dev.giveback.access.domain.KeyCommand;
import dev.giveback.access.domain.KeyEvent;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.domain.Reason;
import dev.giveback.access.domain.Request;
import dev.giveback.access.secrets.DrawnSecret;
import dev.giveback.access.secrets.Secrets;
import dev.giveback.access.v1.CreateKeyRequest;
import dev.giveback.access.v1.CreateKeyResponse;
import dev.giveback.access.v1.CreateSessionResponse;
import dev.giveback.access.v1.EndSessionResponse;
import dev.giveback.access.v1.RevokeKeyResponse;
import dev.giveback.access.v1.RotateKeyRequest;
import dev.giveback.access.v1.RotateKeyResponse;
import dev.giveback.platform.contract.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes, rotates and ends keys and sessions. Secrets are drawn here, and given to whoever asked for them and to nobody else. */
final class KeyAdministration {
    private final Keys keys;
    private final Secrets secrets;
    private final KeyList list;
    private final InstantSource clock;

    KeyAdministration(Keys keys, KeyList list, Secrets secrets, InstantSource clock) {
        this.keys = keys;
        this.list = list;
        this.secrets = secrets;
        this.clock = clock;
    }

    CompletionStage<CreateKeyResponse> create(CreateKeyRequest call, Caller caller, Duration patience) {
        DrawnSecret drawn = secrets.draw();
        dev.giveback.access.v1.Key wanted = call.getKey();
        KeyCommand command = new KeyCommand.CreateKey(
                new Request(call.getRequestId(), fingerprint(call)),
                drawn.id(),
                wanted.getDisplayName(),
                new Grant(wanted.getScopesList(), wanted.getProgramsList()),
                Checks.time(wanted.hasExpireTime(), wanted.getExpireTime(), "key.expire_time"),
                wanted.getRequestsPerSecond(),
                drawn.stored(clock.instant()),
                caller.principal(),
                caller.grant());
        return changed(
                command,
                patience,
                (key, isNew) -> CreateKeyResponse.newBuilder()
                        .setKey(view(key))
                        .setSecret(isNew ? drawn.text() : "")
                        .build());
    }

    CompletionStage<RotateKeyResponse> rotate(RotateKeyRequest call, Caller caller, Duration patience) {
        KeyId id = Checks.key(call.getName(), "name");
        DrawnSecret drawn = secrets.drawFor(id);
        KeyCommand command = new KeyCommand.RotateKey(
                new Request(call.getRequestId(), Fingerprint.of(call)),
                id,
                drawn.stored(clock.instant()),
                overlap(call),
                caller.principal(),
                caller.grant());
        return changed(
                command,
                patience,
                (key, isNew) -> RotateKeyResponse.newBuilder()
                        .setKey(view(key))
                        .setSecret(isNew ? drawn.text() : "")
                        .build());
    }

    CompletionStage<RevokeKeyResponse> revoke(String name, Caller caller, Duration patience) {
        KeyCommand command = new KeyCommand.RevokeKey(Checks.key(name, "name"), caller.principal());
        return keys.decide(command, patience).thenApply(reply -> {
            @Nullable Key key = keyOf(reply);
            return key == null
                    ? RevokeKeyResponse.newBuilder()
                            .setKey(dev.giveback.access.v1.Key.newBuilder()
                                    .setName(name)
                                    .setState(dev.giveback.access.v1.KeyState.KEY_STATE_REVOKED))
                            .build()
                    : RevokeKeyResponse.newBuilder().setKey(view(key)).build();
        });
    }

    CompletionStage<CreateSessionResponse> openSession(Caller caller, Duration patience) {
        if (caller.session() != null) {
            throw RefusalStatus.of(Reason.KEY_IS_SESSION, "caller: a session opens no session");
        }
        @Nullable KeyId key = caller.key();
        if (key == null) {
            throw RefusalStatus.of(Reason.NOT_A_KEY, "caller: a token opens no session");
        }
        DrawnSecret drawn = secrets.draw();
        KeyCommand command = new KeyCommand.OpenSession(key, drawn.id(), drawn.stored(clock.instant()));
        return keys.decide(command, patience).thenApply(reply -> opened(reply, drawn));
    }

    private static CreateSessionResponse opened(KeyReply reply, DrawnSecret drawn) {
        if (reply instanceof KeyReply.Recorded recorded && recorded.event() instanceof KeyEvent.SessionOpened opened) {
            return CreateSessionResponse.newBuilder()
                    .setSecret(drawn.text())
                    .setExpireTime(KeyViews.time(opened.session().expires()))
                    .build();
        }
        keyOf(reply);
        throw unexpected(reply);
    }

    CompletionStage<EndSessionResponse> endSession(Caller caller, Duration patience) {
        @Nullable KeyId session = caller.session();
        if (session == null) {
            throw RefusalStatus.of(Reason.NOT_A_SESSION, "caller: it is no session that calls");
        }
        return keys.decide(new KeyCommand.EndSession(session), patience).thenApply(reply -> {
            keyOf(reply);
            return EndSessionResponse.getDefaultInstance();
        });
    }

    /** A key or a session: as its actor knows it, or from the list if it is forgotten. */
    CompletionStage<dev.giveback.access.v1.Key> find(String name, Duration patience) {
        KeyId id = Checks.key(name, "name");
        return keys.find(id, patience).thenCompose(reply -> {
            if (reply instanceof KeyReply.Found found) {
                return CompletableFuture.completedFuture(KeyViews.found(found));
            }
            return list.find(id, clock.instant()).thenApply(rows -> {
                if (rows.isEmpty()) {
                    throw RefusalStatus.of(Reason.KEY_NOT_FOUND, "name: there is no " + name);
                }
                return rows.getFirst();
            });
        });
    }

    private <A> CompletionStage<A> changed(KeyCommand command, Duration patience, BiFunction<Key, Boolean, A> answer) {
        return keys.decide(command, patience).thenApply(reply -> {
            @Nullable Key key = keyOf(reply);
            if (key == null) {
                throw unexpected(reply);
            }
            return answer.apply(key, reply instanceof KeyReply.Recorded);
        });
    }

    /** The key that was changed, or that the repeat is about; null if it was a session. */
    private static @Nullable Key keyOf(KeyReply reply) {
        return switch (reply) {
            case KeyReply.Recorded recorded -> recorded.key();
            case KeyReply.Known known ->
                switch (known.answer()) {
                    case KeyAnswer.Known answer -> answer.key();
                    case KeyAnswer.Over over -> null;
                };
            case KeyReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
            case KeyReply.Found found -> throw unexpected(reply);
            case KeyReply.Counted counted -> throw unexpected(reply);
            case KeyReply.Unknown unknown -> throw unexpected(reply);
        };
    }

    private static IllegalStateException unexpected(KeyReply reply) {
        return new IllegalStateException(
                "reply: " + reply.getClass().getSimpleName() + " (expected: one to what was asked)");
    }

    private dev.giveback.access.v1.Key view(Key key) {
        Instant now = clock.instant();
        return KeyViews.key(key, now);
    }

    /** What the service sets itself is no part of what was asked for. */
    private static long fingerprint(CreateKeyRequest call) {
        dev.giveback.access.v1.Key key = call.getKey();
        dev.giveback.access.v1.Key.Builder asked = dev.giveback.access.v1.Key.newBuilder()
                .setDisplayName(key.getDisplayName())
                .addAllScopes(key.getScopesList())
                .addAllPrograms(key.getProgramsList())
                .setRequestsPerSecond(key.getRequestsPerSecond());
        if (key.hasExpireTime()) {
            asked.setExpireTime(key.getExpireTime());
        }
        return Fingerprint.of(CreateKeyRequest.newBuilder().setKey(asked).build());
    }

    private static Duration overlap(RotateKeyRequest call) {
        if (!Durations.isValid(call.getOverlap())) {
            throw Checks.refused("overlap", "must be 0 to 7 days");
        }
        // To the millisecond, as everything is recorded.
        return Duration.ofMillis(Durations.toMillis(call.getOverlap()));
    }
}
