package dev.giveback.gateway.guard;

import com.google.protobuf.Timestamp;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.KeyState;
import dev.giveback.access.v1.ResolveKeyResponse;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key as the gateway keeps it: hashes, ends, and who calls with it.
 *
 * @param sha256 of the current secret
 * @param previousSha256 of the one before; empty if it is not accepted
 * @param previousEnd when that one ends; null if it does not
 * @param end when the key, or the key of its session, ends; null for never
 * @param parent the id of the key that a session was opened with; empty for a key
 */
@SuppressWarnings("ArrayRecordComponent") // None is compared.
record KnownKey(
        byte[] sha256,
        byte[] previousSha256,
        @Nullable Instant previousEnd,
        @Nullable Instant end,
        boolean revoked,
        boolean expired,
        String parent,
        Caller caller) {
    private static final String KEYS = "keys/";

    static KnownKey of(ResolveKeyResponse answer) {
        Key key = answer.getKey();
        boolean isSession = !key.getParentKey().isEmpty();
        Instant end = earlier(
                key.hasExpireTime() ? instant(key.getExpireTime()) : null,
                answer.hasParentExpireTime() ? instant(answer.getParentExpireTime()) : null);
        return new KnownKey(
                answer.getSecretSha256().toByteArray(),
                answer.getPreviousSecretSha256().toByteArray(),
                key.hasPreviousSecretExpireTime() ? instant(key.getPreviousSecretExpireTime()) : null,
                end,
                key.hasRevokeTime() || key.getState() == KeyState.KEY_STATE_REVOKED,
                key.getState() == KeyState.KEY_STATE_EXPIRED,
                isSession ? key.getParentKey().substring(KEYS.length()) : "",
                Caller.of(
                        isSession ? key.getParentKey() : key.getName(),
                        key.getDisplayName(),
                        key.getScopesList(),
                        key.getProgramsList(),
                        end,
                        isSession ? key.getName() : "",
                        key.getRequestsPerSecond()));
    }

    /**
     * The caller, if the secret is this key's and the key is accepted now. Only who has the secret learns what became of the key.
     *
     * @throws io.grpc.StatusRuntimeException the refusal
     */
    Caller accept(ApiKey key, Instant now) {
        boolean current = MessageDigest.isEqual(sha256, key.sha256());
        boolean previous = previousSha256.length > 0
                && MessageDigest.isEqual(previousSha256, key.sha256())
                && previousEnd != null
                && now.isBefore(previousEnd);
        if (!current && !previous) {
            throw Refusals.keyUnknown();
        }
        if (revoked) {
            throw Refusals.keyRevoked();
        }
        if (expired || (end != null && !now.isBefore(end))) {
            throw Refusals.keyExpired();
        }
        return caller;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
