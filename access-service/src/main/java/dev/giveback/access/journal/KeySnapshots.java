package dev.giveback.access.journal;

import dev.giveback.access.domain.Key;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.domain.KeyRing;
import dev.giveback.access.domain.Session;
import dev.giveback.access.domain.StoredSecret;
import dev.giveback.journal.v1.AccessSnapshot;
import dev.giveback.journal.v1.KeyRingSnapshot;
import dev.giveback.journal.v1.KeySnapshot;
import dev.giveback.journal.v1.SessionSnapshot;
import dev.giveback.journal.v1.StoredKeyCreated;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The state of keys between the domain and its stored form. */
public final class KeySnapshots {
    private KeySnapshots() {}

    /** The stored form; of equal states the bytes are equal. */
    public static AccessSnapshot toProto(Recorded<KeyRing> recorded) {
        KeyRingSnapshot.Builder keys = KeyRingSnapshot.newBuilder();
        KeyRing ring = recorded.state();
        ring.keys().values().stream().sorted(Comparator.comparing(Key::id)).forEach(key -> keys.addKeys(key(key)));
        // Those of a key in the order in which they were opened.
        ring.sessionsOf().keySet().stream()
                .sorted()
                .forEach(key -> ring.sessionsOf(key).stream()
                        .map(id -> session(ring, id))
                        .forEach(session ->
                                keys.addSessions(SessionSnapshot.newBuilder().setOpened(KeyEvents.session(session)))));
        return AccessSnapshot.newBuilder()
                .setSchemaVersion(JournalSerializer.SCHEMA_VERSION)
                .setChainHash(recorded.chainHash())
                .setKeys(keys)
                .build();
    }

    private static Session session(KeyRing ring, KeyId id) {
        Session session = ring.sessions().get(id);
        if (session == null) {
            throw new IllegalStateException("session " + id.text() + ": not there (expected: one that its key lists)");
        }
        return session;
    }

    private static KeySnapshot key(Key key) {
        KeySnapshot.Builder stored = KeySnapshot.newBuilder()
                .setCreated(KeyEvents.created(key))
                .setCreateMillis(key.created().toEpochMilli())
                .setRevokeMillis(Parts.millis(key.revoked()))
                .setSecret(Parts.secret(key.secret()))
                .setPreviousExpireMillis(Parts.millis(key.previousExpires()));
        @Nullable StoredSecret previous = key.previous();
        if (previous != null) {
            stored.setPreviousSecret(Parts.secret(previous));
        }
        key.rotations().forEach(request -> stored.addRotations(Parts.request(request)));
        return stored.build();
    }

    /** The state that is stored. */
    public static Recorded<KeyRing> toDomain(AccessSnapshot stored) {
        KeyRing ring = KeyRing.EMPTY;
        for (KeySnapshot key : stored.getKeys().getKeysList()) {
            ring = ring.with(key(key));
        }
        for (SessionSnapshot session : stored.getKeys().getSessionsList()) {
            ring = ring.with(KeyEvents.session(session.getOpened()));
        }
        return new Recorded<>(ring, stored.getChainHash());
    }

    private static Key key(KeySnapshot stored) {
        StoredKeyCreated created = stored.getCreated();
        Key key = KeyEvents.key(created, Instant.ofEpochMilli(stored.getCreateMillis()));
        return new Key(
                key.id(),
                key.displayName(),
                key.grant(),
                key.requestsPerSecond(),
                key.expires(),
                key.creator(),
                key.created(),
                key.creation(),
                Parts.time(stored.getRevokeMillis()),
                Parts.secret(stored.getSecret()),
                stored.hasPreviousSecret() ? Parts.secret(stored.getPreviousSecret()) : null,
                Parts.time(stored.getPreviousExpireMillis()),
                stored.getRotationsList().stream().map(Parts::request).toList());
    }
}
