package dev.giveback.access.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A second look at events of keys that were recorded: which rules one breaks. It judges by what the event says and what was before, without
 * asking what would be decided.
 */
public final class KeyCheck {
    private final KeyRing before;
    private final Instant time;
    private final List<Breach> breaches = new ArrayList<>();

    private KeyCheck(KeyRing before, Instant time) {
        this.before = before;
        this.time = time;
    }

    /** What is wrong with an event that follows this state. */
    public static List<Breach> of(KeyRing before, KeyEvent event) {
        KeyCheck check = new KeyCheck(before, event.time());
        switch (event) {
            case KeyEvent.KeyCreated created -> check.created(created);
            case KeyEvent.KeyRotated rotated -> check.rotated(rotated);
            case KeyEvent.KeyRevoked revoked -> check.revoked(revoked);
            case KeyEvent.SessionOpened opened -> check.opened(opened);
            case KeyEvent.SessionEnded ended ->
                check.expect(
                        before.sessions().containsKey(ended.id()),
                        Breach.Rule.EVENT,
                        "there is no session " + ended.id().text());
        }
        return List.copyOf(check.breaches);
    }

    private void expect(boolean holds, Breach.Rule rule, String otherwise) {
        if (!holds) {
            breaches.add(new Breach(rule, otherwise));
        }
    }

    private void created(KeyEvent.KeyCreated event) {
        Key key = event.key();
        expect(!before.isTaken(key.id()), Breach.Rule.EVENT, key.id().name() + " is there already");
        for (KeyId id : event.forgotten()) {
            Key forgotten = before.keys().get(id);
            expect(forgotten != null, Breach.Rule.EVENT, "there is no " + id.name() + " to be forgotten");
            expect(
                    forgotten == null || forgotten.ended(time).isPresent(),
                    Breach.Rule.STATE,
                    id.name() + " is forgotten and has not ended");
        }
        @Nullable KeyId made = before.creations().get(key.creation().id());
        expect(
                made == null || event.forgotten().contains(made),
                Breach.Rule.REQUEST_ID,
                "the request has made " + (made == null ? "" : made.name()) + " before");
        covered(key.creator(), key.grant(), "made");
        // The operator's key is made when there is no other way in.
        expect(
                key.creation().equals(Request.NONE)
                        || before.keys().size() - event.forgotten().size() < Limits.MAX_KEYS,
                Breach.Rule.LIMIT,
                "there are " + before.keys().size() + " keys before (at most " + Limits.MAX_KEYS + ")");
    }

    /** A caller with a token has rights that are not recorded. */
    private void covered(String principal, Grant grant, String what) {
        @Nullable KeyId caller = KeyId.parse(principal);
        @Nullable Key maker = caller == null ? null : before.keys().get(caller);
        expect(
                maker == null || maker.grant().covers(grant),
                Breach.Rule.RIGHTS,
                "it was " + what + " by " + principal + ", which has less");
    }

    private void rotated(KeyEvent.KeyRotated event) {
        @Nullable Key key = known(event.id());
        if (key == null) {
            return;
        }
        active(key, "rotated");
        expect(
                key.rotations().stream()
                        .noneMatch(done -> done.id().equals(event.request().id())),
                Breach.Rule.REQUEST_ID,
                "the request has rotated " + key.id().name() + " before");
        covered(event.principal(), key.grant(), "rotated");
        @Nullable Instant accepted = event.previousExpires();
        ends(accepted == null ? before.sessionsOf(key.id()) : List.of(), event.ended());
        expect(
                accepted == null || !accepted.isAfter(time.plus(Limits.MAX_OVERLAP)),
                Breach.Rule.LIMIT,
                "the secret before is accepted until " + accepted + " (at most " + Limits.MAX_OVERLAP.toDays()
                        + " days)");
    }

    private @Nullable Key known(KeyId id) {
        Key key = before.keys().get(id);
        expect(key != null, Breach.Rule.EVENT, "there is no " + id.name());
        return key;
    }

    private void active(Key key, String what) {
        KeyState state = key.state(time);
        expect(
                state == KeyState.ACTIVE,
                Breach.Rule.STATE,
                key.id().name() + " is " + what + " and was " + state + " (expected: ACTIVE)");
    }

    private void ends(List<KeyId> expected, List<KeyId> ended) {
        expect(
                ended.equals(expected),
                Breach.Rule.STATE,
                ended.size() + " sessions end with it, which are not the " + expected.size() + " that should");
    }

    private void revoked(KeyEvent.KeyRevoked event) {
        @Nullable Key key = known(event.id());
        if (key == null) {
            return;
        }
        expect(key.revoked() == null, Breach.Rule.STATE, key.id().name() + " was revoked before");
        ends(before.sessionsOf(key.id()), event.ended());
        expect(
                key.state(time) != KeyState.ACTIVE || !key.grant().makesKeys() || isAnotherLeft(key),
                Breach.Rule.LAST_ADMIN_KEY,
                "no key without an end is left that can make keys");
    }

    private boolean isAnotherLeft(Key but) {
        return before.keys().values().stream()
                .filter(key -> !key.id().equals(but.id()))
                .anyMatch(key -> key.revoked() == null
                        && key.expires() == null
                        && key.grant().makesKeys());
    }

    private void opened(KeyEvent.SessionOpened event) {
        Session session = event.session();
        expect(
                !before.isTaken(session.id()),
                Breach.Rule.EVENT,
                "session " + session.id().text() + " is there already");
        @Nullable Key key = known(session.key());
        if (key == null) {
            return;
        }
        active(key, "used for a session");
        List<KeyId> own = before.sessionsOf(key.id());
        for (KeyId id : event.forgotten()) {
            expect(
                    own.contains(id),
                    Breach.Rule.EVENT,
                    "there is no session " + id.text() + " of the key to be forgotten");
            expect(
                    before.session(id, time).isEmpty(),
                    Breach.Rule.STATE,
                    "session " + id.text() + " is forgotten and was not over");
        }
        @Nullable KeyId ended = event.ended();
        expect(
                ended == null || own.contains(ended),
                Breach.Rule.EVENT,
                "there is no session " + (ended == null ? "" : ended.text()) + " of the key to end for it");
        int left = own.size() - event.forgotten().size() - (ended == null ? 0 : 1);
        expect(
                left < Limits.MAX_SESSIONS,
                Breach.Rule.LIMIT,
                "the key has " + left + " other sessions (at most " + Limits.MAX_SESSIONS + " in all)");
    }
}
