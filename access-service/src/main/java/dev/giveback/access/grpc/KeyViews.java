package dev.giveback.access.grpc;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.giveback.access.actor.KeyReply;
import dev.giveback.access.domain.Key;
import dev.giveback.access.domain.Session;
import dev.giveback.access.domain.StoredSecret;
import dev.giveback.access.v1.KeyState;
import dev.giveback.access.v1.ResolveKeyResponse;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Keys and sessions as the contract shows them. */
final class KeyViews {
    private KeyViews() {}

    static dev.giveback.access.v1.Key key(Key key, Instant now) {
        dev.giveback.access.v1.Key.Builder view = rights(key)
                .setName(key.id().name())
                .setCreateTime(time(key.created()))
                .setCreator(key.creator())
                .setSecretPrefix(key.secret().prefix())
                .setRotateTime(time(key.secret().made()))
                .setState(state(key.state(now)));
        @Nullable Instant expires = key.expires();
        if (expires != null) {
            view.setExpireTime(time(expires));
        }
        @Nullable Instant revoked = key.revoked();
        if (revoked != null) {
            view.setRevokeTime(time(revoked));
        }
        @Nullable Instant previous = key.previousExpires();
        if (previous != null && now.isBefore(previous)) {
            view.setPreviousSecretExpireTime(time(previous));
        }
        return view.build();
    }

    /** A session, with the rights of its key. */
    static dev.giveback.access.v1.Key session(Session session, Key key, Instant now) {
        dev.giveback.access.domain.KeyState parent = key.state(now);
        return rights(key)
                .setName(session.id().name())
                .setCreateTime(time(session.secret().made()))
                .setCreator(key.id().name())
                .setExpireTime(time(session.expires()))
                .setSecretPrefix(session.secret().prefix())
                .setRotateTime(time(session.secret().made()))
                .setParentKey(key.id().name())
                .setState(
                        parent == dev.giveback.access.domain.KeyState.ACTIVE && !now.isBefore(session.expires())
                                ? KeyState.KEY_STATE_EXPIRED
                                : state(parent))
                .build();
    }

    private static dev.giveback.access.v1.Key.Builder rights(Key key) {
        return dev.giveback.access.v1.Key.newBuilder()
                .setDisplayName(key.displayName())
                .addAllScopes(key.grant().scopes())
                .addAllPrograms(key.grant().programs())
                .setRequestsPerSecond(key.requestsPerSecond());
    }

    /** Whatever was found. */
    static dev.giveback.access.v1.Key found(KeyReply.Found found) {
        @Nullable Session session = found.session();
        return session == null ? key(found.key(), found.now()) : session(session, found.key(), found.now());
    }

    /** What a gateway is told. */
    static ResolveKeyResponse resolved(KeyReply.Found found) {
        Key key = found.key();
        Instant now = found.now();
        @Nullable Session session = found.session();
        if (session == null) {
            ResolveKeyResponse.Builder response =
                    ResolveKeyResponse.newBuilder().setKey(key(key, now)).setSecretSha256(sha256(key.secret()));
            key.acceptedBefore(now).ifPresent(secret -> response.setPreviousSecretSha256(sha256(secret)));
            return response.build();
        }
        ResolveKeyResponse.Builder response = ResolveKeyResponse.newBuilder()
                .setKey(session(session, key, now))
                .setSecretSha256(sha256(session.secret()));
        @Nullable Instant end = key.expires();
        if (end != null) {
            response.setParentExpireTime(time(end));
        }
        return response.build();
    }

    private static ByteString sha256(StoredSecret secret) {
        return ByteString.copyFrom(HexFormat.of().parseHex(secret.sha256()));
    }

    private static KeyState state(dev.giveback.access.domain.KeyState state) {
        return switch (state) {
            case ACTIVE -> KeyState.KEY_STATE_ACTIVE;
            case EXPIRED -> KeyState.KEY_STATE_EXPIRED;
            case REVOKED -> KeyState.KEY_STATE_REVOKED;
        };
    }

    static Timestamp time(Instant time) {
        return Timestamps.fromMillis(time.toEpochMilli());
    }
}
