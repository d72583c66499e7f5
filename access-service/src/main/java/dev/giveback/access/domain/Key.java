package dev.giveback.access.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key.
 *
 * @param displayName what people call it
 * @param grant what it may do
 * @param requestsPerSecond zero for the gateway's default
 * @param expires when it ends by itself; null for never
 * @param creator who made it
 * @param created when
 * @param creation the request that made it
 * @param revoked when it was ended by hand; null if it was not
 * @param secret the current one
 * @param previous the one before; null if there was none
 * @param previousExpires until when that is accepted; null if it is not
 * @param rotations the latest requests that rotated it, the oldest first
 */
public record Key(
        KeyId id,
        String displayName,
        Grant grant,
        int requestsPerSecond,
        @Nullable Instant expires,
        String creator,
        Instant created,
        Request creation,
        @Nullable Instant revoked,
        StoredSecret secret,
        @Nullable StoredSecret previous,
        @Nullable Instant previousExpires,
        List<Request> rotations) {
    /** Copies the list. */
    public Key {
        rotations = List.copyOf(rotations);
    }

    /** How it stands at this moment. */
    public KeyState state(Instant now) {
        if (revoked != null) {
            return KeyState.REVOKED;
        }
        return expires != null && !now.isBefore(expires) ? KeyState.EXPIRED : KeyState.ACTIVE;
    }

    /** When it ended, by itself or by hand; empty if it has not. */
    public Optional<Instant> ended(Instant now) {
        return switch (state(now)) {
            case ACTIVE -> Optional.empty();
            case EXPIRED -> Optional.ofNullable(expires);
            case REVOKED -> Optional.ofNullable(revoked);
        };
    }

    /** The secret before, as long as it is accepted. */
    public Optional<StoredSecret> acceptedBefore(Instant now) {
        return previousExpires != null && now.isBefore(previousExpires)
                ? Optional.ofNullable(previous)
                : Optional.empty();
    }

    Key revokedAt(Instant time) {
        return new Key(
                id,
                displayName,
                grant,
                requestsPerSecond,
                expires,
                creator,
                created,
                creation,
                time,
                secret,
                previous,
                previousExpires,
                rotations);
    }

    Key rotated(KeyEvent.KeyRotated event) {
        List<Request> latest = new ArrayList<>(rotations);
        latest.add(event.request());
        return new Key(
                id,
                displayName,
                grant,
                requestsPerSecond,
                expires,
                creator,
                created,
                creation,
                revoked,
                event.secret(),
                secret,
                event.previousExpires(),
                latest.subList(Math.max(0, latest.size() - Limits.ROTATIONS_REMEMBERED), latest.size()));
    }
}
