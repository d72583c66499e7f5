package dev.giveback.access.journal;

import dev.giveback.access.domain.Grant;
import dev.giveback.access.domain.Key;
import dev.giveback.access.domain.KeyEvent;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.domain.Request;
import dev.giveback.access.domain.Session;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.journal.v1.StoredKeyCreated;
import dev.giveback.journal.v1.StoredKeyRevoked;
import dev.giveback.journal.v1.StoredKeyRotated;
import dev.giveback.journal.v1.StoredSessionEnded;
import dev.giveback.journal.v1.StoredSessionOpened;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of keys between the domain and their stored form. */
public final class KeyEvents {
    private KeyEvents() {}

    /** The stored form; of equal events the bytes are equal. */
    public static AccessEvent toProto(KeyEvent event) {
        AccessEvent.Builder stored =
                AccessEvent.newBuilder().setRecordMillis(event.time().toEpochMilli());
        switch (event) {
            case KeyEvent.KeyCreated created ->
                stored.setKeyCreated(created(created.key()).addAllForgottenKeyIds(Parts.texts(created.forgotten())));
            case KeyEvent.KeyRotated rotated ->
                stored.setKeyRotated(StoredKeyRotated.newBuilder()
                        .setRequest(Parts.request(rotated.request()))
                        .setKeyId(rotated.id().text())
                        .setSecret(Parts.secret(rotated.secret()))
                        .setPreviousExpireMillis(Parts.millis(rotated.previousExpires()))
                        .setPrincipal(rotated.principal())
                        .addAllEndedSessionIds(Parts.texts(rotated.ended())));
            case KeyEvent.KeyRevoked revoked ->
                stored.setKeyRevoked(StoredKeyRevoked.newBuilder()
                        .setKeyId(revoked.id().text())
                        .setPrincipal(revoked.principal())
                        .addAllEndedSessionIds(Parts.texts(revoked.ended())));
            case KeyEvent.SessionOpened opened -> stored.setSessionOpened(opened(opened));
            case KeyEvent.SessionEnded ended ->
                stored.setSessionEnded(
                        StoredSessionEnded.newBuilder().setSessionId(ended.id().text()));
        }
        return stored.build();
    }

    static StoredKeyCreated.Builder created(Key key) {
        StoredKeyCreated.Builder stored = StoredKeyCreated.newBuilder()
                .setKeyId(key.id().text())
                .setDisplayName(key.displayName())
                .addAllScopes(key.grant().scopes())
                .addAllPrograms(key.grant().programs())
                .setCreator(key.creator())
                .setExpireMillis(Parts.millis(key.expires()))
                .setRequestsPerSecond(key.requestsPerSecond())
                .setSecret(Parts.secret(key.secret()));
        return key.creation().equals(Request.NONE) ? stored : stored.setRequest(Parts.request(key.creation()));
    }

    private static StoredSessionOpened opened(KeyEvent.SessionOpened opened) {
        @Nullable KeyId ended = opened.ended();
        return session(opened.session())
                .setEndedSessionId(ended == null ? "" : ended.text())
                .addAllForgottenSessionIds(Parts.texts(opened.forgotten()))
                .build();
    }

    static StoredSessionOpened.Builder session(Session session) {
        return StoredSessionOpened.newBuilder()
                .setSessionId(session.id().text())
                .setKeyId(session.key().text())
                .setSecret(Parts.secret(session.secret()))
                .setExpireMillis(session.expires().toEpochMilli());
    }

    /**
     * The event that is stored.
     *
     * @throws IllegalArgumentException when it is none of keys
     */
    public static KeyEvent toDomain(AccessEvent stored) {
        Instant time = Instant.ofEpochMilli(stored.getRecordMillis());
        return switch (stored.getChangeCase()) {
            case KEY_CREATED ->
                new KeyEvent.KeyCreated(
                        time,
                        key(stored.getKeyCreated(), time),
                        Parts.ids(stored.getKeyCreated().getForgottenKeyIdsList()));
            case KEY_ROTATED -> rotated(stored.getKeyRotated(), time);
            case KEY_REVOKED ->
                new KeyEvent.KeyRevoked(
                        time,
                        Parts.id(stored.getKeyRevoked().getKeyId()),
                        stored.getKeyRevoked().getPrincipal(),
                        Parts.ids(stored.getKeyRevoked().getEndedSessionIdsList()));
            case SESSION_OPENED -> opened(stored.getSessionOpened(), time);
            case SESSION_ENDED ->
                new KeyEvent.SessionEnded(
                        time, Parts.id(stored.getSessionEnded().getSessionId()));
            case ACT_BEGUN, ACT_ENDED, APPROVAL_ASKED, APPROVAL_REVIEWED, POLICY_CHANGED, CHANGE_NOT_SET ->
                throw new IllegalArgumentException("event: " + stored.getChangeCase() + " (expected: one of keys)");
        };
    }

    static Key key(StoredKeyCreated stored, Instant time) {
        return new Key(
                Parts.id(stored.getKeyId()),
                stored.getDisplayName(),
                new Grant(stored.getScopesList(), stored.getProgramsList()),
                stored.getRequestsPerSecond(),
                Parts.time(stored.getExpireMillis()),
                stored.getCreator(),
                time,
                stored.hasRequest() ? Parts.request(stored.getRequest()) : Request.NONE,
                null,
                Parts.secret(stored.getSecret()),
                null,
                null,
                List.of());
    }

    private static KeyEvent rotated(StoredKeyRotated stored, Instant time) {
        return new KeyEvent.KeyRotated(
                time,
                Parts.request(stored.getRequest()),
                Parts.id(stored.getKeyId()),
                Parts.secret(stored.getSecret()),
                Parts.time(stored.getPreviousExpireMillis()),
                stored.getPrincipal(),
                Parts.ids(stored.getEndedSessionIdsList()));
    }

    private static KeyEvent opened(StoredSessionOpened stored, Instant time) {
        return new KeyEvent.SessionOpened(
                time,
                session(stored),
                KeyId.of(stored.getEndedSessionId()),
                Parts.ids(stored.getForgottenSessionIdsList()));
    }

    static Session session(StoredSessionOpened stored) {
        return new Session(
                Parts.id(stored.getSessionId()),
                Parts.id(stored.getKeyId()),
                Parts.secret(stored.getSecret()),
                Instant.ofEpochMilli(stored.getExpireMillis()));
    }
}
