package dev.giveback.access.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What keys are asked to do. Ids and secrets were drawn by whoever asks. */
public sealed interface KeyCommand {
    /**
     * Make a key.
     *
     * @param request to recognise a repeat by
     * @param id new, drawn at random
     * @param displayName what people will call it
     * @param grant what it shall do
     * @param expires when it shall end; null for never
     * @param requestsPerSecond zero for the gateway's default
     * @param secret its secret
     * @param caller who asks
     * @param callersGrant what they may do
     */
    record CreateKey(
            Request request,
            KeyId id,
            String displayName,
            Grant grant,
            @Nullable Instant expires,
            int requestsPerSecond,
            StoredSecret secret,
            String caller,
            Grant callersGrant)
            implements KeyCommand {}

    /**
     * Make the key of whoever runs the installation, which may do everything.
     *
     * @param id new, drawn at random
     * @param secret its secret
     * @param again even if there were keys before
     */
    record CreateOperatorKey(KeyId id, StoredSecret secret, boolean again) implements KeyCommand {}

    /**
     * Give a key a new secret.
     *
     * @param request to recognise a repeat by
     * @param id of the key
     * @param secret the new one
     * @param overlap how long the one before is accepted too
     * @param caller who asks
     * @param callersGrant what they may do
     */
    record RotateKey(
            Request request, KeyId id, StoredSecret secret, Duration overlap, String caller, Grant callersGrant)
            implements KeyCommand {}

    /**
     * End a key.
     *
     * @param id of the key
     * @param caller who asks
     */
    record RevokeKey(KeyId id, String caller) implements KeyCommand {}

    /**
     * Open a session.
     *
     * @param key of the caller
     * @param id new, drawn at random
     * @param secret of the session
     */
    record OpenSession(KeyId key, KeyId id, StoredSecret secret) implements KeyCommand {}

    /**
     * End a session.
     *
     * @param id of the session
     */
    record EndSession(KeyId id) implements KeyCommand {}
}
