package dev.giveback.access.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ring of keys that a test talks to, with ids and secrets that follow from a number. */
public final class Rings {
    public static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    public static final String ANNA = "keys/annaannaanna";

    private KeyRing ring = KeyRing.EMPTY;
    private Instant now = NOON;

    public static KeyId id(int number) {
        StringBuilder text = new StringBuilder();
        for (int rest = number, i = 0; i < KeyId.LENGTH; i++, rest /= 26) {
            text.append((char) ('a' + rest % 26));
        }
        return new KeyId(text.toString());
    }

    public static StoredSecret secret(int number, Instant made) {
        return new StoredSecret(String.format("%064x", number), "gb_" + number, made);
    }

    KeyRing ring() {
        return ring;
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Decision<KeyEvent, KeyAnswer> decide(KeyCommand command) {
        return ring.decide(command, now);
    }

    /** Decides and records; fails if it is not accepted. */
    KeyEvent done(KeyCommand command) {
        return switch (decide(command)) {
            case Decision.Accepted<KeyEvent, KeyAnswer> accepted -> {
                assertThat(KeyCheck.of(ring, accepted.event()))
                        .as("the second look at what was decided")
                        .isEmpty();
                ring = ring.evolve(accepted.event());
                yield accepted.event();
            }
            case Decision.Repeated<KeyEvent, KeyAnswer> repeated ->
                throw new AssertionError(command + ": repeated (expected: accepted)");
            case Decision.Rejected<KeyEvent, KeyAnswer> rejected ->
                throw new AssertionError(command + ": " + rejected.refusal() + " (expected: accepted)");
        };
    }

    /** The reason for which it is refused; fails if it is not. */
    Reason refused(KeyCommand command) {
        return switch (decide(command)) {
            case Decision.Rejected<KeyEvent, KeyAnswer> rejected ->
                rejected.refusal().reason();
            case Decision.Accepted<KeyEvent, KeyAnswer> accepted ->
                throw new AssertionError(command + ": accepted (expected: refused)");
            case Decision.Repeated<KeyEvent, KeyAnswer> repeated ->
                throw new AssertionError(command + ": repeated (expected: refused)");
        };
    }

    boolean repeats(KeyCommand command) {
        return decide(command) instanceof Decision.Repeated<KeyEvent, KeyAnswer>;
    }

    KeyCommand.CreateKey create(int number, Grant grant) {
        return create(number, grant, null, Grant.EVERYTHING);
    }

    KeyCommand.CreateKey create(int number, Grant grant, @Nullable Instant expires, Grant caller) {
        return new KeyCommand.CreateKey(
                new Request("make-" + number, number),
                id(number),
                "Key " + number,
                grant,
                expires,
                0,
                secret(number, now),
                ANNA,
                caller);
    }

    KeyCommand.RotateKey rotate(int key, String request, int secret, Duration overlap) {
        return new KeyCommand.RotateKey(
                new Request(request, secret), id(key), secret(secret, now), overlap, ANNA, Grant.EVERYTHING);
    }

    KeyCommand.RevokeKey revoke(int key) {
        return new KeyCommand.RevokeKey(id(key), ANNA);
    }

    KeyCommand.OpenSession open(int key, int session) {
        return new KeyCommand.OpenSession(id(key), id(session), secret(session, now));
    }

    public static Grant grant(String scope, String program) {
        return new Grant(List.of(scope), List.of(program));
    }
}
