package dev.giveback.access.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.access.domain.Decision;
import dev.giveback.access.domain.Grant;
import dev.giveback.access.domain.Key;
import dev.giveback.access.domain.KeyAnswer;
import dev.giveback.access.domain.KeyCheck;
import dev.giveback.access.domain.KeyCommand;
import dev.giveback.access.domain.KeyEvent;
import dev.giveback.access.domain.KeyId;
import dev.giveback.access.domain.KeyRing;
import dev.giveback.access.domain.KeyState;
import dev.giveback.access.domain.Request;
import dev.giveback.access.domain.Rings;
import dev.giveback.access.domain.Session;
import dev.giveback.access.domain.StoredSecret;
import dev.giveback.journal.v1.AccessSnapshot;
import dev.giveback.journal.v1.JournalRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random lives of keys against a model that remembers every secret that was ever given, and asks of each whether it opens the door. The model
 * knows no ring, no event and no snapshot; the ring is thrown away and read again, from events or from a snapshot, in between.
 */
final class KeyRingModelTest {
    private static final int STEPS = 1_000;
    private static final Grant TILL = Rings.grant("checkout", "programs/bakery");

    /** A secret that was given to somebody. */
    private static final class Given {
        final KeyId opens;
        final @Nullable KeyId parent;

        @Nullable
        Instant until;

        boolean dead;

        Given(KeyId opens, @Nullable KeyId parent, @Nullable Instant until) {
            this.opens = opens;
            this.parent = parent;
            this.until = until;
        }
    }

    private final Map<String, Given> given = new LinkedHashMap<>();
    private final Map<KeyId, Instant> ends = new LinkedHashMap<>();
    private final TreeSet<KeyId> revoked = new TreeSet<>();
    private final List<StoredAccessEvent> journal = new ArrayList<>();
    private final List<KeyCommand> sent = new ArrayList<>();
    private Recorded<KeyRing> recorded = Recorded.empty(KeyRing.EMPTY);
    private Instant now = Rings.NOON;
    private int next = 1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aSecretOpensTheDoorExactlyAsLongAsTheModelSays(long seed) throws Exception {
        Random random = new Random(seed);
        int opened = 0;
        int shut = 0;
        for (int i = 0; i < STEPS; i++) {
            step(random);
            now = now.plusMillis(random.nextInt(600_000));
            for (Map.Entry<String, Given> secret : given.entrySet()) {
                boolean expected = opensByTheModel(secret.getValue());
                assertThat(opens(secret.getKey(), secret.getValue().opens))
                        .as("secret %s at %s, step %d", secret.getKey().substring(56), now, i)
                        .isEqualTo(expected);
                opened += expected ? 1 : 0;
                shut += expected ? 0 : 1;
            }
            if (random.nextInt(20) == 0) {
                restart(random.nextBoolean());
            }
        }
        assertThat(opened).isGreaterThan(STEPS);
        assertThat(shut).isGreaterThan(STEPS);
    }

    private void step(Random random) {
        int kind = random.nextInt(12);
        if (kind < 3) {
            create(random);
        } else if (kind < 5) {
            rotate(random);
        } else if (kind < 6) {
            revoke(random);
        } else if (kind < 10) {
            open(random);
        } else if (kind < 11) {
            endSession(random);
        } else {
            repeat(random);
        }
    }

    private KeyId newId() {
        return Rings.id(next++);
    }

    private StoredSecret newSecret() {
        return Rings.secret(next++, now);
    }

    private void create(Random random) {
        Instant end = random.nextInt(3) == 0 ? now.plus(Duration.ofMinutes(1 + random.nextInt(3000))) : null;
        KeyId id = newId();
        StoredSecret secret = newSecret();
        KeyCommand command = new KeyCommand.CreateKey(
                new Request("c" + next, next), id, "Key", TILL, end, 0, secret, Rings.ANNA, Grant.EVERYTHING);
        if (accepts(command)) {
            given.put(secret.sha256(), new Given(id, null, null));
            if (end != null) {
                ends.put(id, end);
            }
        }
    }

    private @Nullable KeyId anyKey(Random random) {
        List<KeyId> keys = given.values().stream()
                .filter(secret -> secret.parent == null)
                .map(secret -> secret.opens)
                .distinct()
                .toList();
        return keys.isEmpty() ? null : keys.get(random.nextInt(keys.size()));
    }

    private boolean isOver(KeyId key) {
        Instant end = ends.get(key);
        return revoked.contains(key) || (end != null && !now.isBefore(end));
    }

    private void rotate(Random random) {
        KeyId id = anyKey(random);
        if (id == null) {
            return;
        }
        Duration overlap = random.nextBoolean() ? Duration.ZERO : Duration.ofMinutes(random.nextInt(10_000));
        StoredSecret secret = newSecret();
        boolean accepted = accepts(new KeyCommand.RotateKey(
                new Request("r" + next, next), id, secret, overlap, Rings.ANNA, Grant.EVERYTHING));
        assertThat(accepted).isEqualTo(!isOver(id));
        if (!accepted) {
            return;
        }
        for (Given before : given.values()) {
            if (before.opens.equals(id) && !before.dead) {
                // The one before the last is not accepted any more, however long it was to be.
                before.dead = before.until != null || overlap.isZero();
                before.until = now.plus(overlap);
            } else if (id.equals(before.parent) && overlap.isZero()) {
                before.dead = true;
            }
        }
        given.put(secret.sha256(), new Given(id, null, null));
    }

    private void revoke(Random random) {
        KeyId id = anyKey(random);
        if (id != null) {
            assertThat(accepts(new KeyCommand.RevokeKey(id, Rings.ANNA))).isEqualTo(revoked.add(id));
        }
    }

    private void open(Random random) {
        KeyId key = anyKey(random);
        if (key == null) {
            return;
        }
        KeyId id = newId();
        StoredSecret secret = newSecret();
        boolean accepted = accepts(new KeyCommand.OpenSession(key, id, secret));
        assertThat(accepted).isEqualTo(!isOver(key));
        if (accepted) {
            given.put(secret.sha256(), new Given(id, key, now.plus(Duration.ofHours(8))));
        }
    }

    private void endSession(Random random) {
        List<Given> sessions =
                given.values().stream().filter(secret -> secret.parent != null).toList();
        if (!sessions.isEmpty()) {
            Given session = sessions.get(random.nextInt(sessions.size()));
            accepts(new KeyCommand.EndSession(session.opens));
            session.dead = true;
        }
    }

    /** What was sent before changes nothing when it is sent again. */
    private void repeat(Random random) {
        List<KeyCommand> latest = sent.subList(Math.max(0, sent.size() - 5), sent.size());
        if (latest.isEmpty()) {
            return;
        }
        KeyCommand command = latest.get(random.nextInt(latest.size()));
        boolean repeats = switch (command) {
            case KeyCommand.CreateKey create -> true;
            case KeyCommand.RotateKey rotate -> true;
            case KeyCommand.RevokeKey revoke -> true;
            case KeyCommand.EndSession end -> true;
            case KeyCommand.OpenSession open -> false;
            case KeyCommand.CreateOperatorKey operator -> false;
        };
        if (repeats) {
            assertThat(recorded.state().decide(command, now)).isInstanceOf(Decision.Repeated.class);
        }
    }

    private boolean accepts(KeyCommand command) {
        Decision<KeyEvent, KeyAnswer> decision = recorded.state().decide(command, now);
        if (decision instanceof Decision.Accepted<KeyEvent, KeyAnswer> accepted) {
            assertThat(KeyCheck.of(recorded.state(), accepted.event())).isEmpty();
            StoredAccessEvent stored =
                    StoredAccessEvent.following(recorded.chainHash(), KeyEvents.toProto(accepted.event()));
            journal.add(stored);
            recorded = new Recorded<>(recorded.state().evolve(accepted.event()), stored.chainHash());
            sent.add(command);
            return true;
        }
        return false;
    }

    private boolean opensByTheModel(Given secret) {
        KeyId key = secret.parent == null ? secret.opens : secret.parent;
        return !secret.dead && !isOver(key) && (secret.until == null || now.isBefore(secret.until));
    }

    /** As a gateway would decide it. */
    private boolean opens(String sha256, KeyId id) {
        Optional<Key> key = recorded.state().key(id);
        if (key.isPresent()) {
            return key.get().state(now) == KeyState.ACTIVE
                    && (key.get().secret().sha256().equals(sha256)
                            || key.get()
                                    .acceptedBefore(now)
                                    .filter(secret -> secret.sha256().equals(sha256))
                                    .isPresent());
        }
        Optional<Session> session = recorded.state().session(id, now);
        return session.isPresent()
                && session.get().secret().sha256().equals(sha256)
                && recorded.state().key(session.get().key()).orElseThrow().state(now) == KeyState.ACTIVE;
    }

    private void restart(boolean fromSnapshot) throws Exception {
        Recorded<KeyRing> read = fromSnapshot
                ? KeySnapshots.toDomain(
                        AccessSnapshot.parseFrom(KeySnapshots.toProto(recorded).toByteArray()))
                : replayed();
        assertThat(KeySnapshots.toProto(read)).isEqualTo(KeySnapshots.toProto(recorded));
        assertThat(read).isEqualTo(recorded);
        recorded = read;
    }

    private Recorded<KeyRing> replayed() throws Exception {
        Recorded<KeyRing> state = Recorded.empty(KeyRing.EMPTY);
        for (StoredAccessEvent stored : journal) {
            StoredAccessEvent read = StoredAccessEvent.of(
                    JournalRecord.parseFrom(stored.toRecord().toByteArray()));
            state = new Recorded<>(state.state().evolve(KeyEvents.toDomain(read.event())), read.chainHash());
        }
        return state;
    }
}
