package dev.giveback.access.domain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What happened to keys and sessions. Each is recorded with its moment. */
public sealed interface KeyEvent {
    /** When it was recorded. */
    Instant time();

    /** The ids of keys and sessions that it changed. */
    Set<KeyId> changed();

    /**
     * A key was made.
     *
     * @param key as it is now
     * @param forgotten keys that ended long ago
     */
    record KeyCreated(Instant time, Key key, List<KeyId> forgotten) implements KeyEvent {
        /** Copies the list. */
        public KeyCreated {
            forgotten = List.copyOf(forgotten);
        }

        @Override
        public Set<KeyId> changed() {
            return Set.of(key.id());
        }
    }

    /**
     * A key has a new secret.
     *
     * @param previousExpires until when the one before is accepted; null if it is not any more
     * @param principal who rotated it
     * @param ended sessions that end with the secret before; none if that is accepted for a while
     */
    record KeyRotated(
            Instant time,
            Request request,
            KeyId id,
            StoredSecret secret,
            @Nullable Instant previousExpires,
            String principal,
            List<KeyId> ended)
            implements KeyEvent {
        /** Copies the list. */
        public KeyRotated {
            ended = List.copyOf(ended);
        }

        @Override
        public Set<KeyId> changed() {
            return union(id, ended);
        }
    }

    /**
     * A key was ended by hand, and its sessions with it.
     *
     * @param principal who revoked it
     * @param ended its sessions
     */
    record KeyRevoked(Instant time, KeyId id, String principal, List<KeyId> ended) implements KeyEvent {
        /** Copies the list. */
        public KeyRevoked {
            ended = List.copyOf(ended);
        }

        @Override
        public Set<KeyId> changed() {
            return union(id, ended);
        }
    }

    /**
     * A session was opened.
     *
     * @param ended the one of the same key that ends for it; null if there is room
     * @param forgotten sessions whose time was over
     */
    record SessionOpened(
            Instant time, Session session, @Nullable KeyId ended, List<KeyId> forgotten) implements KeyEvent {
        /** Copies the list. */
        public SessionOpened {
            forgotten = List.copyOf(forgotten);
        }

        @Override
        public Set<KeyId> changed() {
            return ended == null ? Set.of(session.id()) : Set.of(session.id(), ended);
        }
    }

    /** A session was ended by hand. */
    record SessionEnded(Instant time, KeyId id) implements KeyEvent {
        @Override
        public Set<KeyId> changed() {
            return Set.of(id);
        }
    }

    private static Set<KeyId> union(KeyId id, List<KeyId> others) {
        Set<KeyId> all = new TreeSet<>(others);
        all.add(id);
        return all;
    }
}
