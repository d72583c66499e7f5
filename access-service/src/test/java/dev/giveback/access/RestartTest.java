package dev.giveback.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.access.secrets.FirstKey;
import dev.giveback.access.secrets.Secrets;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.BeginActRequest;
import dev.giveback.access.v1.CreateSessionRequest;
import dev.giveback.access.v1.GetKeyRequest;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.KeyState;
import dev.giveback.access.v1.ListAuditEntriesRequest;
import dev.giveback.access.v1.ListKeysRequest;
import dev.giveback.access.v1.ListKeysResponse;
import dev.giveback.access.v1.RevokeKeyRequest;
import dev.giveback.platform.lifecycle.StartupException;
import dev.giveback.testkit.TestDatabase;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service ends and comes back, and lists what it knew. */
final class RestartTest {
    private final TestDatabase database = TestDatabase.create();

    @TempDir
    Path directory;

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void whatWasKnownBeforeIsKnownAfter() throws Exception {
        Key till;
        Key revoked;
        String session;
        String act;
        String operator;
        try (RunningAccess access = RunningAccess.start(database, directory)) {
            assertThat(access.newOperatorKey()).contains(directory.resolve("operator.key"));
            operator = Files.readString(directory.resolve("operator.key"));
            till = access.create("a", RunningAccess.till()).getKey();
            revoked = access.create("b", RunningAccess.till()).getKey();
            session = access.as(RunningAccess.callerOf(till))
                    .createSession(CreateSessionRequest.getDefaultInstance())
                    .getSecret()
                    .split("_", 3)[1];
            revoked = access.admin()
                    .revokeKey(RevokeKeyRequest.newBuilder()
                            .setName(revoked.getName())
                            .build())
                    .getKey();
            act = access.guard()
                    .beginAct(BeginActRequest.newBuilder()
                            .setEntry(AuditEntry.newBuilder().setPrincipal("p").setMethod("m"))
                            .build())
                    .getName();
        }
        try (RunningAccess access = RunningAccess.start(database, directory)) {
            assertThat(access.newOperatorKey()).isEmpty();
            assertThat(directory.resolve("operator.key")).hasContent(operator);
            assertThat(access.resolve(till.getName()).getKey()).isEqualTo(till);
            assertThat(access.resolve(session).getKey().getParentKey()).isEqualTo(till.getName());
            assertThat(access.resolve(revoked.getName()).getKey()).isEqualTo(revoked);
            assertThat(access.create("a", RunningAccess.till()).getSecret()).isEmpty();
            // Numbers go on, and the act that nobody ended is there.
            assertThat(access.guard()
                            .beginAct(BeginActRequest.newBuilder()
                                    .setEntry(AuditEntry.newBuilder()
                                            .setPrincipal("p")
                                            .setMethod("m"))
                                    .build())
                            .getName())
                    .isEqualTo("audit/2");
            assertThat(act).isEqualTo("audit/1");
            listsThePagesOf(access, till, revoked, session);
        }
    }

    private static void listsThePagesOf(RunningAccess access, Key till, Key revoked, String session) throws Exception {
        List<Key> all = keysWhenThereAre(access, 3);
        List<Key> withSessions = keys(access, ListKeysRequest.newBuilder().setIncludeSessions(true));
        List<Key> active = keys(access, ListKeysRequest.newBuilder().setOnlyActive(true));

        assertThat(all).hasSize(3);
        assertThat(all.get(0)).isEqualTo(revoked);
        assertThat(all.get(1)).isEqualTo(till);
        assertThat(all.get(2).getScopesList()).containsExactly("*");
        assertThat(withSessions).hasSize(4);
        assertThat(withSessions)
                .filteredOn(key -> !key.getParentKey().isEmpty())
                .containsExactly(access.resolve(session).getKey());
        assertThat(active).extracting(Key::getState).containsOnly(KeyState.KEY_STATE_ACTIVE);
        assertThat(active).hasSize(2);
    }

    @Test
    void theListsAreMadeAnewFromTheJournal() throws Exception {
        List<Key> before;
        try (RunningAccess access = RunningAccess.start(database, directory)) {
            for (int i = 0; i < 5; i++) {
                access.create("k" + i, RunningAccess.till());
            }
            before = keysWhenThereAre(access, 6);
        }
        database.execute("""
            DELETE FROM access.akka_projection_offset_store WHERE projection_name = 'access-directory';
            TRUNCATE access.access_keys, access.access_audit, access.access_audit_methods, access.access_approvals\
            """);
        try (RunningAccess access = RunningAccess.start(database, directory)) {
            assertThat(keysWhenThereAre(access, 6)).isEqualTo(before).hasSize(6);
        }
    }

    private static List<Key> keysWhenThereAre(RunningAccess access, int count) throws InterruptedException {
        for (int i = 0; i < 200 && keys(access, ListKeysRequest.newBuilder()).size() < count; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return keys(access, ListKeysRequest.newBuilder());
    }

    /** All pages, of two each. */
    private static List<Key> keys(RunningAccess access, ListKeysRequest.Builder request) {
        List<Key> keys = new ArrayList<>();
        String token = "";
        do {
            ListKeysResponse page = access.admin()
                    .listKeys(request.setPageSize(2).setPageToken(token).build());
            keys.addAll(page.getKeysList());
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return keys;
    }

    @Test
    void aFirstStartThatDiedInBetweenIsFinished() throws Exception {
        Path file = directory.resolve("operator.key");
        RunningAccess.start(database, directory).close();
        String secret = Files.readString(file);
        // As if it had died after the key was recorded and before its secret was in its place.
        Files.move(file, directory.resolve("operator.key.new"));
        try (RunningAccess access = RunningAccess.start(database, directory)) {
            assertThat(access.newOperatorKey()).contains(file);
            assertThat(file).hasContent(secret);
            assertThat(keysWhenThereAre(access, 1)).hasSize(1);
        }
    }

    @Test
    void aFirstStartThatDiedBeforeTheKeyWasRecordedBeginsAnew() throws Exception {
        FirstKey lost = new FirstKey(directory.resolve("operator.key"));
        lost.putAside(new Secrets().draw());
        String aside = Files.readString(directory.resolve("operator.key.new"));
        try (RunningAccess access = RunningAccess.start(database, directory)) {
            String secret = Files.readString(directory.resolve("operator.key")).strip();
            assertThat(secret).isNotEqualTo(aside.strip());
            assertThat(access.admin()
                            .getKey(GetKeyRequest.newBuilder()
                                    .setName("keys/" + secret.split("_", 3)[1])
                                    .build())
                            .getKey()
                            .getState())
                    .isEqualTo(KeyState.KEY_STATE_ACTIVE);
        }
    }

    @Test
    void withoutAKeyAndAFileForOneNothingStarts() {
        Map<String, Object> settings = RunningAccess.settings(database, directory);
        settings.put("giveback.access.operator-key.file", "");

        assertThatThrownBy(() -> AccessService.start(
                        AccessSettings.load(settings), List.of(), new SimpleMeterRegistry(), InstantSource.system()))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("setting giveback.access.operator-key.file: not given");
    }

    @Test
    void anotherOperatorsKeyIsMadeWhenAllSecretsAreLost() throws Exception {
        try (RunningAccess access = RunningAccess.start(database, directory)) {
            assertThat(access.newOperatorKey()).isPresent();
        }
        String before = Files.readString(directory.resolve("operator.key"));
        Map<String, Object> settings = RunningAccess.settings(database, directory);
        settings.put("giveback.access.operator-key.again", true);
        AccessService.start(AccessSettings.load(settings), List.of(), new SimpleMeterRegistry(), InstantSource.system())
                .close();

        assertThat(Files.readString(directory.resolve("operator.key"))).isNotEqualTo(before);
    }

    @Test
    void anActOfWhichNobodyToldTheEndSaysSo() throws Exception {
        try (RunningAccess access = RunningAccess.start(database, directory)) {
            access.guard()
                    .beginAct(BeginActRequest.newBuilder()
                            .setEntry(AuditEntry.newBuilder().setPrincipal("p").setMethod("m"))
                            .build());
        }
        AuditEntry entry = AuditEntry.getDefaultInstance();
        try (RunningAccess access = RunningAccess.startAhead(database, directory, java.time.Duration.ofHours(25))) {
            for (int i = 0; i < 200 && entry.getCode().isEmpty(); i++) {
                TimeUnit.MILLISECONDS.sleep(50);
                entry =
                        access
                                .admin()
                                .listAuditEntries(ListAuditEntriesRequest.getDefaultInstance())
                                .getEntriesList()
                                .stream()
                                .findFirst()
                                .orElse(entry);
            }
        }

        assertThat(entry.getCode()).isEqualTo("UNKNOWN");
        assertThat(entry.getReason()).isEqualTo("END_NOT_KNOWN");
        assertThat(entry.hasEndTime()).isFalse();
    }

    /** Whoever migrates a table or copies it holds such a lock; recovery is given up and begun anew all the time meanwhile. */
    @Test
    void aStartWaitsForTheDatabase() throws Exception {
        RunningAccess.start(database, directory).close();
        Map<String, Object> settings = new HashMap<>(RunningAccess.settings(database, directory));
        settings.put("jdbc-journal.recovery-event-timeout", "1s");
        settings.put("giveback.access.start-limit", "1s");
        try (Connection other = database.dataSource("access").getConnection()) {
            other.setAutoCommit(false);
            var unused = other.createStatement().execute("LOCK TABLE snapshot IN ACCESS EXCLUSIVE MODE");
            // With a limit that is over before the lock is gone it does not start.
            assertThatThrownBy(() -> RunningAccess.start(settings))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("giveback.access.start-limit");

            settings.put("giveback.access.start-limit", "5m");
            CompletableFuture<RunningAccess> start = CompletableFuture.supplyAsync(() -> {
                try {
                    return RunningAccess.start(settings);
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
            // Longer than an ask of the start and several recoveries.
            TimeUnit.SECONDS.sleep(12);
            assertThat(start).isNotDone();
            other.rollback();
            try (RunningAccess access = start.get(5, TimeUnit.MINUTES)) {
                assertThat(access.admin()
                                .listKeys(ListKeysRequest.getDefaultInstance())
                                .getKeysList())
                        .isNotEmpty();
            }
        }
    }
}
