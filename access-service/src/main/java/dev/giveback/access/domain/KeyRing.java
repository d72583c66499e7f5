package dev.giveback.access.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The keys and sessions that are remembered: keys until some time after they end, sessions as long as they last.
 *
 * @param keys by id
 * @param sessions by id
 * @param sessionsOf ids of sessions by the id of their key, the oldest first
 * @param creations ids of keys by the id of the request that made them
 */
public record KeyRing(
        PMap<KeyId, Key> keys,
        PMap<KeyId, Session> sessions,
        PMap<KeyId, PVector<KeyId>> sessionsOf,
        PMap<String, KeyId> creations) {
    /** Before the first key. */
    public static final KeyRing EMPTY =
            new KeyRing(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    /** What comes of a command at this moment. */
    public Decision<KeyEvent, KeyAnswer> decide(KeyCommand command, Instant now) {
        return new KeyJudgement(this, now).of(command);
    }

    /** After one more event. */
    public KeyRing evolve(KeyEvent event) {
        return switch (event) {
            case KeyEvent.KeyCreated created -> forget(created.forgotten()).with(created.key());
            case KeyEvent.KeyRotated rotated ->
                without(rotated.ended()).with(held(rotated.id()).rotated(rotated));
            case KeyEvent.KeyRevoked revoked ->
                without(revoked.ended()).with(held(revoked.id()).revokedAt(revoked.time()));
            case KeyEvent.SessionOpened opened -> opened(opened);
            case KeyEvent.SessionEnded ended -> without(List.of(ended.id()));
        };
    }

    /** The key of this id, if it is remembered. */
    public Optional<Key> key(KeyId id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** The session of this id, if it is not over. */
    public Optional<Session> session(KeyId id, Instant now) {
        return Optional.ofNullable(sessions.get(id)).filter(session -> now.isBefore(session.expires()));
    }

    /** Whether an id is in use. */
    boolean isTaken(KeyId id) {
        return keys.containsKey(id) || sessions.containsKey(id);
    }

    /** The ids of a key's sessions, the oldest first. */
    public PVector<KeyId> sessionsOf(KeyId key) {
        return sessionsOf.getOrDefault(key, TreePVector.empty());
    }

    private Key held(KeyId id) {
        Key key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("key " + id.text() + ": not there (expected: one that was created before)");
        }
        return key;
    }

    /** With this key in place of an older state of it. */
    public KeyRing with(Key key) {
        PMap<String, KeyId> made = key.creation().id().isEmpty()
                ? creations
                : creations.plus(key.creation().id(), key.id());
        return new KeyRing(keys.plus(key.id(), key), sessions, sessionsOf, made);
    }

    /** With this session besides. */
    public KeyRing with(Session session) {
        return new KeyRing(
                keys,
                sessions.plus(session.id(), session),
                sessionsOf.plus(session.key(), sessionsOf(session.key()).plus(session.id())),
                creations);
    }

    private KeyRing opened(KeyEvent.SessionOpened event) {
        KeyRing left = without(event.forgotten());
        @Nullable KeyId ended = event.ended();
        return (ended == null ? left : left.without(List.of(ended))).with(event.session());
    }

    private KeyRing forget(List<KeyId> ended) {
        KeyRing left = this;
        for (KeyId id : ended) {
            String request = left.held(id).creation().id();
            PMap<String, KeyId> made =
                    id.equals(left.creations.get(request)) ? left.creations.minus(request) : left.creations;
            left = left.withoutSessionsOf(id);
            left = new KeyRing(left.keys.minus(id), left.sessions, left.sessionsOf, made);
        }
        return left;
    }

    private KeyRing withoutSessionsOf(KeyId key) {
        return without(sessionsOf(key));
    }

    private KeyRing without(List<KeyId> over) {
        PMap<KeyId, Session> left = sessions;
        PMap<KeyId, PVector<KeyId>> leftOf = sessionsOf;
        for (KeyId id : over) {
            Session session = left.get(id);
            if (session != null) {
                left = left.minus(id);
                PVector<KeyId> others =
                        leftOf.getOrDefault(session.key(), TreePVector.empty()).minus(id);
                leftOf = others.isEmpty() ? leftOf.minus(session.key()) : leftOf.plus(session.key(), others);
            }
        }
        return new KeyRing(keys, left, leftOf, creations);
    }
}
