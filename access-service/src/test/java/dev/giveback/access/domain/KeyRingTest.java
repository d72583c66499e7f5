package dev.giveback.access.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of keys and sessions. */
final class KeyRingTest {
    private static final Grant TILL = Rings.grant("checkout", "programs/bakery");
    private static final Grant ADMIN = Rings.grant(Grant.MAKES_KEYS, Grant.ALL);

    private final Rings rings = new Rings();

    @Test
    void aKeyIsMadeOnce() {
        rings.done(rings.create(1, TILL));

        assertThat(rings.repeats(rings.create(1, TILL))).isTrue();
        assertThat(rings.refused(new KeyCommand.CreateKey(
                        new Request("make-1", 99),
                        Rings.id(2),
                        "Other",
                        TILL,
                        null,
                        0,
                        Rings.secret(2, rings.now()),
                        Rings.ANNA,
                        Grant.EVERYTHING)))
                .isEqualTo(Reason.REQUEST_ID_REUSED);
        assertThat(rings.refused(new KeyCommand.CreateKey(
                        new Request("make-2", 2),
                        Rings.id(1),
                        "Other",
                        TILL,
                        null,
                        0,
                        Rings.secret(2, rings.now()),
                        Rings.ANNA,
                        Grant.EVERYTHING)))
                .isEqualTo(Reason.ID_TAKEN);
    }

    @Test
    void aRepeatIsRecognisedWhenTheKeyHasEnded() {
        KeyCommand.CreateKey create = rings.create(1, TILL, rings.now().plusSeconds(1), Grant.EVERYTHING);
        rings.done(create);
        rings.pass(Duration.ofDays(1));

        assertThat(rings.repeats(create)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Checkout", "points.", ".write", "a b", "points.*", "any", "point.write"})
    void whatIsNoScopeIsRefused(String scope) {
        assertThat(rings.refused(rings.create(1, Rings.grant(scope, Grant.ALL))))
                .isEqualTo(Reason.INVALID_FIELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bakery", "programs/", "programs/Bakery", "programs/a/customers/b", "programs/*"})
    void whatIsNoProgramIsRefused(String program) {
        assertThat(rings.refused(rings.create(1, Rings.grant("checkout", program))))
                .isEqualTo(Reason.INVALID_FIELD);
    }

    @Test
    void aKeyHasScopesAndProgramsEachOnce() {
        assertThat(rings.refused(rings.create(1, new Grant(List.of(), List.of(Grant.ALL)))))
                .isEqualTo(Reason.INVALID_FIELD);
        assertThat(rings.refused(rings.create(1, new Grant(List.of("checkout", "checkout"), List.of(Grant.ALL)))))
                .isEqualTo(Reason.INVALID_FIELD);
        assertThat(rings.refused(rings.create(1, new Grant(List.of("checkout"), List.of(Grant.ALL, "programs/a")))))
                .isEqualTo(Reason.INVALID_FIELD);
    }

    @Test
    void aKeyGivesNoMoreThanItHas() {
        Grant caller = new Grant(List.of("checkout", "customer.read"), List.of("programs/bakery", "programs/cafe"));

        assertThat(rings.refused(rings.create(1, Rings.grant("points.write", "programs/bakery"), null, caller)))
                .isEqualTo(Reason.BEYOND_CALLER);
        assertThat(rings.refused(rings.create(1, Rings.grant("checkout", "programs/other"), null, caller)))
                .isEqualTo(Reason.BEYOND_CALLER);
        assertThat(rings.refused(rings.create(1, Rings.grant(Grant.ALL, "programs/bakery"), null, caller)))
                .isEqualTo(Reason.BEYOND_CALLER);
        assertThat(rings.refused(rings.create(1, Rings.grant("checkout", Grant.ALL), null, caller)))
                .isEqualTo(Reason.BEYOND_CALLER);
        rings.done(rings.create(1, TILL, null, caller));
    }

    @Test
    void whoRotatesAKeyCouldUseIt() {
        rings.done(rings.create(1, Grant.EVERYTHING));
        KeyCommand.RotateKey rotate = rings.rotate(1, "r", 2, Duration.ZERO);

        assertThat(rings.refused(new KeyCommand.RotateKey(
                        rotate.request(), rotate.id(), rotate.secret(), rotate.overlap(), Rings.ANNA, ADMIN)))
                .isEqualTo(Reason.BEYOND_CALLER);
    }

    @Test
    void theSecretBeforeIsAcceptedAsLongAsWasAsked() {
        rings.done(rings.create(1, TILL));
        rings.done(rings.rotate(1, "r-1", 2, Duration.ofHours(1)));
        Key during = rings.ring().key(Rings.id(1)).orElseThrow();

        assertThat(during.secret().sha256())
                .isEqualTo(Rings.secret(2, rings.now()).sha256());
        assertThat(during.acceptedBefore(rings.now().plus(Duration.ofMinutes(59))))
                .isPresent();
        assertThat(during.acceptedBefore(rings.now().plus(Duration.ofHours(1)))).isEmpty();
        assertThat(rings.repeats(rings.rotate(1, "r-1", 2, Duration.ofHours(1))))
                .isTrue();
        assertThat(rings.refused(rings.rotate(1, "r-1", 3, Duration.ofHours(1))))
                .isEqualTo(Reason.REQUEST_ID_REUSED);
        assertThat(rings.refused(rings.rotate(1, "r-2", 3, Duration.ofDays(8)))).isEqualTo(Reason.INVALID_FIELD);
        assertThat(rings.refused(rings.rotate(1, "r-2", 3, Duration.ofMillis(-1))))
                .isEqualTo(Reason.INVALID_FIELD);
        assertThat(rings.refused(rings.rotate(7, "r-2", 3, Duration.ZERO))).isEqualTo(Reason.KEY_NOT_FOUND);
    }

    @Test
    void tenRotationsAreRemembered() {
        rings.done(rings.create(1, TILL));
        for (int i = 0; i < 11; i++) {
            rings.done(rings.rotate(1, "r-" + i, 100 + i, Duration.ZERO));
        }

        assertThat(rings.repeats(rings.rotate(1, "r-1", 101, Duration.ZERO))).isTrue();
        assertThat(rings.repeats(rings.rotate(1, "r-0", 100, Duration.ZERO))).isFalse();
    }

    @Test
    void aSecretThatIsReplacedAtOnceTakesItsSessionsAlong() {
        rings.done(rings.create(1, TILL));
        rings.done(rings.open(1, 11));
        rings.done(rings.rotate(1, "r-1", 2, Duration.ofHours(1)));
        assertThat(rings.ring().session(Rings.id(11), rings.now())).isPresent();

        KeyEvent event = rings.done(rings.rotate(1, "r-2", 3, Duration.ZERO));
        assertThat(rings.ring().session(Rings.id(11), rings.now())).isEmpty();
        assertThat(event.changed()).containsExactlyInAnyOrder(Rings.id(1), Rings.id(11));
    }

    @Test
    void aRevokedKeyStaysRevokedAndItsSessionsEnd() {
        rings.done(rings.create(1, TILL));
        rings.done(rings.open(1, 11));
        KeyEvent event = rings.done(rings.revoke(1));

        assertThat(event.changed()).containsExactlyInAnyOrder(Rings.id(1), Rings.id(11));
        assertThat(rings.ring().sessions()).isEmpty();
        assertThat(rings.ring().key(Rings.id(1)).orElseThrow().state(rings.now()))
                .isEqualTo(KeyState.REVOKED);
        assertThat(rings.repeats(rings.revoke(1))).isTrue();
        assertThat(rings.refused(rings.open(1, 12))).isEqualTo(Reason.KEY_REVOKED);
        assertThat(rings.refused(rings.rotate(1, "r", 2, Duration.ZERO))).isEqualTo(Reason.KEY_REVOKED);
        assertThat(rings.refused(rings.revoke(2))).isEqualTo(Reason.KEY_NOT_FOUND);
    }

    @Test
    void somebodyCanAlwaysMakeKeys() {
        rings.done(rings.create(1, ADMIN));
        Instant tomorrow = rings.now().plus(Duration.ofDays(1));
        rings.done(rings.create(2, ADMIN, tomorrow, Grant.EVERYTHING));
        rings.done(rings.create(3, Rings.grant(Grant.MAKES_KEYS, "programs/bakery")));
        rings.done(rings.create(4, TILL));

        assertThat(rings.refused(rings.revoke(1))).isEqualTo(Reason.LAST_ADMIN_KEY);
        rings.done(rings.revoke(4));
        rings.done(rings.create(5, Grant.EVERYTHING));
        rings.done(rings.revoke(1));
        assertThat(rings.refused(rings.revoke(5))).isEqualTo(Reason.LAST_ADMIN_KEY);
        // Another one without an end is left.
        rings.done(rings.revoke(2));
    }

    @Test
    void aKeyEndsByItself() {
        rings.done(rings.create(1, TILL, rings.now().plus(Duration.ofHours(1)), Grant.EVERYTHING));
        KeyEvent opened = rings.done(rings.open(1, 11));

        // A session does not outlive its key.
        assertThat(((KeyEvent.SessionOpened) opened).session().expires())
                .isEqualTo(rings.now().plus(Duration.ofHours(1)));
        rings.pass(Duration.ofHours(1));
        assertThat(rings.ring().key(Rings.id(1)).orElseThrow().state(rings.now()))
                .isEqualTo(KeyState.EXPIRED);
        assertThat(rings.ring().session(Rings.id(11), rings.now())).isEmpty();
        assertThat(rings.refused(rings.open(1, 12))).isEqualTo(Reason.KEY_EXPIRED);
        assertThat(rings.refused(rings.rotate(1, "r", 2, Duration.ZERO))).isEqualTo(Reason.KEY_EXPIRED);
        assertThat(rings.refused(rings.create(2, TILL, rings.now(), Grant.EVERYTHING)))
                .isEqualTo(Reason.INVALID_FIELD);
    }

    @Test
    void theOldestSessionEndsForANewOne() {
        rings.done(rings.create(1, TILL));
        for (int i = 0; i < Limits.MAX_SESSIONS; i++) {
            rings.done(rings.open(1, 1000 + i));
        }
        KeyEvent.SessionOpened event = (KeyEvent.SessionOpened) rings.done(rings.open(1, 2000));

        assertThat(event.ended()).isEqualTo(Rings.id(1000));
        assertThat(event.changed()).containsExactlyInAnyOrder(Rings.id(1000), Rings.id(2000));
        assertThat(rings.ring().sessionsOf(Rings.id(1))).hasSize(Limits.MAX_SESSIONS);
        rings.pass(Limits.SESSION);
        KeyEvent.SessionOpened later = (KeyEvent.SessionOpened) rings.done(rings.open(1, 3000));
        assertThat(later.ended()).isNull();
        assertThat(later.forgotten()).hasSize(Limits.MAX_SESSIONS);
        assertThat(rings.ring().sessions()).hasSize(1);
    }

    @Test
    void aSessionIsNoKey() {
        rings.done(rings.create(1, TILL));
        rings.done(rings.open(1, 11));

        assertThat(rings.refused(rings.open(11, 12))).isEqualTo(Reason.KEY_IS_SESSION);
        assertThat(rings.refused(rings.rotate(11, "r", 2, Duration.ZERO))).isEqualTo(Reason.KEY_IS_SESSION);
        assertThat(rings.refused(rings.create(11, TILL))).isEqualTo(Reason.ID_TAKEN);
        rings.done(rings.revoke(11));
        assertThat(rings.repeats(new KeyCommand.EndSession(Rings.id(11)))).isTrue();
        assertThat(rings.ring().key(Rings.id(1)).orElseThrow().state(rings.now()))
                .isEqualTo(KeyState.ACTIVE);
    }

    @Test
    void theOperatorsKeyIsMadeIfThereIsNone() {
        KeyCommand first = new KeyCommand.CreateOperatorKey(Rings.id(1), Rings.secret(1, rings.now()), false);
        KeyCommand second = new KeyCommand.CreateOperatorKey(Rings.id(2), Rings.secret(2, rings.now()), false);
        KeyCommand again = new KeyCommand.CreateOperatorKey(Rings.id(2), Rings.secret(2, rings.now()), true);
        rings.done(first);

        assertThat(rings.repeats(second)).isTrue();
        rings.done(again);
        assertThat(rings.ring().keys()).hasSize(2);
        assertThat(rings.ring().key(Rings.id(2)).orElseThrow().grant()).isEqualTo(Grant.EVERYTHING);
    }

    @Test
    void thereAreTenThousandKeysAtMostAndLongEndedOnesMakeRoom() {
        Instant soon = rings.now().plus(Duration.ofHours(1));
        for (int i = 0; i < Limits.MAX_KEYS; i++) {
            rings.done(rings.create(i, TILL, i < 150 ? soon : null, Grant.EVERYTHING));
        }
        assertThat(rings.refused(rings.create(20_000, TILL))).isEqualTo(Reason.TOO_MANY_KEYS);
        rings.pass(Limits.ENDED_KEYS_REMEMBERED);
        assertThat(rings.refused(rings.create(20_000, TILL))).isEqualTo(Reason.TOO_MANY_KEYS);
        rings.pass(Duration.ofHours(2));
        KeyEvent.KeyCreated event = (KeyEvent.KeyCreated) rings.done(rings.create(20_000, TILL));

        assertThat(event.forgotten()).hasSize(Limits.MAX_FORGOTTEN);
        assertThat(rings.ring().keys()).hasSize(Limits.MAX_KEYS - Limits.MAX_FORGOTTEN + 1);
        assertThat(rings.ring().creations()).hasSize(Limits.MAX_KEYS - Limits.MAX_FORGOTTEN + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\u0000", "\u202eabc", "\u2028"})
    void whatPeopleCallAKeyIsOneLine(String name) {
        KeyCommand.CreateKey create = rings.create(1, TILL);

        assertThat(rings.refused(new KeyCommand.CreateKey(
                        create.request(), create.id(), name, TILL, null, 0, create.secret(), Rings.ANNA, TILL)))
                .isEqualTo(Reason.INVALID_FIELD);
    }

    @Test
    void aHundredCharactersOfAnyPlaneAreAName() {
        KeyCommand.CreateKey create = rings.create(1, TILL);
        String name = "\ud83e\uddc1".repeat(100);

        rings.done(new KeyCommand.CreateKey(
                create.request(), create.id(), name, TILL, null, 0, create.secret(), Rings.ANNA, TILL));
        assertThat(rings.refused(new KeyCommand.CreateKey(
                        new Request("make-2", 2), Rings.id(2), name + "a", TILL, null, 0, create.secret(), "", TILL)))
                .isEqualTo(Reason.INVALID_FIELD);
    }

    @Test
    void anIdIsTwelveCharacters() {
        assertThat(KeyId.parse("keys/abcdefghijk2")).isEqualTo(new KeyId("abcdefghijk2"));
        assertThat(KeyId.parse("keys/abcdefghijk1")).isNull();
        assertThat(KeyId.parse("keys/abcdefghijk")).isNull();
        assertThat(KeyId.parse("abcdefghijkl")).isNull();
        assertThatThrownBy(() -> new KeyId("A")).isInstanceOf(IllegalArgumentException.class);
    }
}
