package dev.giveback.access.domain;

import dev.giveback.access.domain.Decision.Accepted;
import dev.giveback.access.domain.Decision.Rejected;
import dev.giveback.access.domain.Decision.Repeated;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcollections.PVector;

/** What comes of a command to keys at one moment: shape first, then repeats, existence, rights, state, room. */
record KeyJudgement(KeyRing ring, Instant now) {
    private static final String OPERATOR = "operator";

    Decision<KeyEvent, KeyAnswer> of(KeyCommand command) {
        return switch (command) {
            case KeyCommand.CreateKey create -> create(create);
            case KeyCommand.CreateOperatorKey create -> createOperator(create);
            case KeyCommand.RotateKey rotate -> rotate(rotate);
            case KeyCommand.RevokeKey revoke -> revoke(revoke);
            case KeyCommand.OpenSession open -> open(open);
            case KeyCommand.EndSession end -> end(end);
        };
    }

    private Decision<KeyEvent, KeyAnswer> create(KeyCommand.CreateKey command) {
        @Nullable Refusal broken = KeyRules.broken(command);
        if (broken != null) {
            return new Rejected<>(broken);
        }
        @Nullable KeyId made = ring.creations().get(command.request().id());
        if (made != null) {
            Key key = Objects.requireNonNull(ring.keys().get(made), "a key that was made and not forgotten");
            return repeated(command.request(), key.creation(), key);
        }
        @Nullable Refusal late = KeyRules.late(command, now);
        if (late != null) {
            return new Rejected<>(late);
        }
        if (!command.callersGrant().covers(command.grant())) {
            return beyond("key: scopes or programs that the caller does not have");
        }
        if (ring.isTaken(command.id())) {
            return rejected(Reason.ID_TAKEN, "key: the id that was drawn is taken; try again");
        }
        List<KeyId> forgotten = forgettable();
        if (ring.keys().size() - forgotten.size() >= Limits.MAX_KEYS) {
            return rejected(
                    Reason.TOO_MANY_KEYS,
                    "keys: there are " + Limits.MAX_KEYS + ", those that ended in the last "
                            + Limits.ENDED_KEYS_REMEMBERED.toDays() + " days among them");
        }
        return new Accepted<>(new KeyEvent.KeyCreated(now, key(command), forgotten));
    }

    private Key key(KeyCommand.CreateKey command) {
        return new Key(
                command.id(),
                command.displayName(),
                command.grant(),
                command.requestsPerSecond(),
                command.expires(),
                command.caller(),
                now,
                command.request(),
                null,
                command.secret(),
                null,
                null,
                List.of());
    }

    /** Keys that ended long ago, the one that ended first before the others. */
    private List<KeyId> forgettable() {
        if (ring.keys().size() < Limits.MAX_KEYS) {
            return List.of();
        }
        Instant before = now.minus(Limits.ENDED_KEYS_REMEMBERED);
        return ring.keys().values().stream()
                .filter(key -> key.ended(now).filter(before::isAfter).isPresent())
                .sorted(Comparator.comparing((Key key) -> key.ended(now).orElseThrow())
                        .thenComparing(Key::id))
                .limit(Limits.MAX_FORGOTTEN)
                .map(Key::id)
                .toList();
    }

    private Decision<KeyEvent, KeyAnswer> createOperator(KeyCommand.CreateOperatorKey command) {
        if (!command.again() && !ring.keys().isEmpty()) {
            return new Repeated<>(new KeyAnswer.Over());
        }
        KeyCommand.CreateKey create = new KeyCommand.CreateKey(
                Request.NONE,
                command.id(),
                "Operator",
                Grant.EVERYTHING,
                null,
                0,
                command.secret(),
                OPERATOR,
                Grant.EVERYTHING);
        return new Accepted<>(new KeyEvent.KeyCreated(now, key(create), forgettable()));
    }

    private Decision<KeyEvent, KeyAnswer> rotate(KeyCommand.RotateKey command) {
        @Nullable Refusal broken = KeyRules.broken(command);
        if (broken != null) {
            return new Rejected<>(broken);
        }
        if (ring.sessions().containsKey(command.id())) {
            return rejected(Reason.KEY_IS_SESSION, "key: it is a session, which has one secret for its whole time");
        }
        @Nullable Key key = ring.keys().get(command.id());
        if (key == null) {
            return missing(command.id());
        }
        for (Request done : key.rotations()) {
            if (done.id().equals(command.request().id())) {
                return repeated(command.request(), done, key);
            }
        }
        if (!command.callersGrant().covers(key.grant())) {
            return beyond("key: it may do what the caller may not, and so would its new secret");
        }
        return switch (key.state(now)) {
            case REVOKED -> rejected(Reason.KEY_REVOKED, "key: it was revoked, which is for good");
            case EXPIRED -> rejected(Reason.KEY_EXPIRED, "key: its time is over, which a new secret does not change");
            case ACTIVE ->
                new Accepted<>(new KeyEvent.KeyRotated(
                        now,
                        command.request(),
                        command.id(),
                        command.secret(),
                        command.overlap().isZero() ? null : now.plus(command.overlap()),
                        command.caller(),
                        command.overlap().isZero() ? ring.sessionsOf(command.id()) : List.of()));
        };
    }

    private Decision<KeyEvent, KeyAnswer> revoke(KeyCommand.RevokeKey command) {
        if (ring.sessions().containsKey(command.id())) {
            return new Accepted<>(new KeyEvent.SessionEnded(now, command.id()));
        }
        @Nullable Key key = ring.keys().get(command.id());
        if (key == null) {
            return missing(command.id());
        }
        if (key.revoked() != null) {
            return new Repeated<>(new KeyAnswer.Known(key));
        }
        if (key.grant().makesKeys() && key.state(now) == KeyState.ACTIVE && !anotherMakesKeys(key)) {
            return rejected(
                    Reason.LAST_ADMIN_KEY,
                    "key: no other active key without an end could make keys; make one before you revoke this");
        }
        return new Accepted<>(
                new KeyEvent.KeyRevoked(now, command.id(), command.caller(), ring.sessionsOf(command.id())));
    }

    private boolean anotherMakesKeys(Key but) {
        return ring.keys().values().stream()
                .anyMatch(key -> !key.id().equals(but.id())
                        && key.grant().makesKeys()
                        && key.expires() == null
                        && key.revoked() == null);
    }

    private Decision<KeyEvent, KeyAnswer> open(KeyCommand.OpenSession command) {
        if (ring.sessions().containsKey(command.key())) {
            return rejected(Reason.KEY_IS_SESSION, "caller: a session opens no session");
        }
        @Nullable Key key = ring.keys().get(command.key());
        if (key == null) {
            return missing(command.key());
        }
        if (ring.isTaken(command.id())) {
            return rejected(Reason.ID_TAKEN, "session: the id that was drawn is taken; try again");
        }
        return switch (key.state(now)) {
            case REVOKED -> rejected(Reason.KEY_REVOKED, "caller: the key was revoked");
            case EXPIRED -> rejected(Reason.KEY_EXPIRED, "caller: the key's time is over");
            case ACTIVE -> new Accepted<>(opened(command, key));
        };
    }

    private KeyEvent.SessionOpened opened(KeyCommand.OpenSession command, Key key) {
        Instant end = now.plus(Limits.SESSION);
        @Nullable Instant keyEnd = key.expires();
        Session session = new Session(
                command.id(), key.id(), command.secret(), keyEnd != null && keyEnd.isBefore(end) ? keyEnd : end);
        PVector<KeyId> own = ring.sessionsOf(key.id());
        List<KeyId> over = own.stream()
                .filter(id -> ring.session(id, now).isEmpty())
                .limit(Limits.MAX_FORGOTTEN)
                .toList();
        boolean full = own.size() - over.size() >= Limits.MAX_SESSIONS;
        return new KeyEvent.SessionOpened(now, session, full ? own.get(over.size()) : null, over);
    }

    private Decision<KeyEvent, KeyAnswer> end(KeyCommand.EndSession command) {
        return ring.sessions().containsKey(command.id())
                ? new Accepted<>(new KeyEvent.SessionEnded(now, command.id()))
                : new Repeated<>(new KeyAnswer.Over());
    }

    private static Decision<KeyEvent, KeyAnswer> repeated(Request request, Request done, Key key) {
        return request.equals(done)
                ? new Repeated<>(new KeyAnswer.Known(key))
                : rejected(Reason.REQUEST_ID_REUSED, "request_id: it was used for something else");
    }

    private static Decision<KeyEvent, KeyAnswer> missing(KeyId id) {
        return rejected(Reason.KEY_NOT_FOUND, "key: there is no " + id.name());
    }

    private static Decision<KeyEvent, KeyAnswer> beyond(String message) {
        return rejected(Reason.BEYOND_CALLER, message);
    }

    private static Decision<KeyEvent, KeyAnswer> rejected(Reason reason, String message) {
        return new Rejected<>(Refusal.of(reason, message));
    }
}
