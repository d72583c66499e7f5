package dev.giveback.access.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each rule of recorded events of keys, broken by an event that nothing would have decided. What was decided breaks none: {@link Rings#done}. */
final class KeyCheckTest {
    private static final Grant CHECKOUT = Rings.grant("checkout", Grant.ALL);

    private final Rings rings = new Rings();

    private List<Breach.Rule> broken(KeyEvent event) {
        return KeyCheck.of(rings.ring(), event).stream().map(Breach::rule).toList();
    }

    private static String principal(int key) {
        return Rings.id(key).name();
    }

    private KeyEvent.KeyCreated created(int number, Grant grant, String creator, String request) {
        Key key = new Key(
                Rings.id(number),
                "Key",
                grant,
                0,
                null,
                creator,
                rings.now(),
                new Request(request, 1),
                null,
                Rings.secret(number, rings.now()),
                null,
                null,
                List.of());
        return new KeyEvent.KeyCreated(rings.now(), key, List.of());
    }

    private KeyEvent.KeyRotated rotated(int number, @Nullable Instant accepted, String principal, String request) {
        return new KeyEvent.KeyRotated(
                rings.now(),
                new Request(request, 1),
                Rings.id(number),
                Rings.secret(99, rings.now()),
                accepted,
                principal,
                List.of());
    }

    private KeyEvent.KeyRevoked revoked(int number) {
        return new KeyEvent.KeyRevoked(rings.now(), Rings.id(number), Rings.ANNA, List.of());
    }

    @Test
    void whatIsMadeWasNotThere() {
        rings.done(rings.create(1, CHECKOUT));

        assertThat(broken(created(1, CHECKOUT, Rings.ANNA, "other"))).containsExactly(Breach.Rule.EVENT);
        assertThat(broken(created(2, CHECKOUT, Rings.ANNA, "make-1"))).containsExactly(Breach.Rule.REQUEST_ID);
        assertThat(broken(created(2, CHECKOUT, Rings.ANNA, "other"))).isEmpty();
    }

    @Test
    void noKeyHasMoreThanItsMaker() {
        rings.done(rings.create(1, CHECKOUT));
        rings.done(rings.create(2, Grant.EVERYTHING));

        assertThat(broken(created(3, Grant.EVERYTHING, principal(1), "a"))).containsExactly(Breach.Rule.RIGHTS);
        assertThat(broken(created(3, CHECKOUT, principal(1), "a"))).isEmpty();
        assertThat(broken(rotated(2, rings.now(), principal(1), "r"))).containsExactly(Breach.Rule.RIGHTS);
    }

    @Test
    void whatHasEndedIsNotChanged() {
        rings.done(rings.create(1, CHECKOUT));
        rings.done(rings.create(2, Grant.EVERYTHING));
        rings.done(rings.rotate(1, "once", 50, Duration.ZERO));
        assertThat(broken(rotated(1, rings.now(), Rings.ANNA, "once"))).containsExactly(Breach.Rule.REQUEST_ID);
        rings.done(rings.revoke(1));

        assertThat(broken(rotated(1, rings.now(), Rings.ANNA, "again"))).containsExactly(Breach.Rule.STATE);
        assertThat(broken(revoked(1))).containsExactly(Breach.Rule.STATE);
        assertThat(broken(revoked(9))).containsExactly(Breach.Rule.EVENT);
        assertThat(broken(new KeyEvent.SessionEnded(rings.now(), Rings.id(7)))).containsExactly(Breach.Rule.EVENT);
        Session session = new Session(Rings.id(8), Rings.id(1), Rings.secret(8, rings.now()), rings.now());
        assertThat(broken(new KeyEvent.SessionOpened(rings.now(), session, null, List.of())))
                .containsExactly(Breach.Rule.STATE);
    }

    @Test
    void whatIsForgottenWasOver() {
        rings.done(rings.create(1, CHECKOUT));
        KeyEvent.KeyCreated event = created(2, CHECKOUT, Rings.ANNA, "a");

        assertThat(broken(new KeyEvent.KeyCreated(event.time(), event.key(), List.of(Rings.id(1)))))
                .containsExactly(Breach.Rule.STATE);
        assertThat(broken(new KeyEvent.KeyCreated(event.time(), event.key(), List.of(Rings.id(9)))))
                .containsExactly(Breach.Rule.EVENT);
    }

    @Test
    void sessionsEndWithTheirKey() {
        rings.done(rings.create(1, CHECKOUT));
        rings.done(rings.open(1, 11));

        assertThat(broken(revoked(1))).containsExactly(Breach.Rule.STATE);
        assertThat(broken(rotated(1, null, Rings.ANNA, "r"))).containsExactly(Breach.Rule.STATE);
        assertThat(broken(rotated(1, rings.now(), Rings.ANNA, "r"))).isEmpty();
    }

    @Test
    void somebodyIsLeftWhoCanMakeKeys() {
        rings.done(rings.create(1, Grant.EVERYTHING));

        assertThat(broken(revoked(1))).containsExactly(Breach.Rule.LAST_ADMIN_KEY);
        rings.done(rings.create(2, Grant.EVERYTHING));
        assertThat(broken(revoked(1))).isEmpty();
    }

    @Test
    void nothingIsBeyondItsLimit() {
        rings.done(rings.create(1, CHECKOUT));
        Instant late = rings.now().plus(Limits.MAX_OVERLAP).plusMillis(1);
        assertThat(broken(rotated(1, late, Rings.ANNA, "r"))).containsExactly(Breach.Rule.LIMIT);
        for (int session = 0; session < Limits.MAX_SESSIONS; session++) {
            rings.done(rings.open(1, 100 + session));
        }
        Session another = new Session(Rings.id(500), Rings.id(1), Rings.secret(500, rings.now()), rings.now());
        assertThat(broken(new KeyEvent.SessionOpened(rings.now(), another, null, List.of())))
                .containsExactly(Breach.Rule.LIMIT);
        assertThat(broken(new KeyEvent.SessionOpened(rings.now(), another, Rings.id(100), List.of())))
                .isEmpty();
    }
}
