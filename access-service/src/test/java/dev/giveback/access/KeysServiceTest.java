package dev.giveback.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.giveback.access.v1.CreateKeyRequest;
import dev.giveback.access.v1.CreateKeyResponse;
import dev.giveback.access.v1.CreateSessionRequest;
import dev.giveback.access.v1.CreateSessionResponse;
import dev.giveback.access.v1.EndSessionRequest;
import dev.giveback.access.v1.GetCallerRequest;
import dev.giveback.access.v1.GetKeyRequest;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.KeyState;
import dev.giveback.access.v1.ResolveKeyRequest;
import dev.giveback.access.v1.ResolveKeyResponse;
import dev.giveback.access.v1.RevokeKeyRequest;
import dev.giveback.access.v1.RotateKeyRequest;
import dev.giveback.access.v1.RotateKeyResponse;
import dev.giveback.access.v1.TailKeysRequest;
import dev.giveback.access.v1.TailKeysResponse;
import dev.giveback.testkit.TestDatabase;
import io.grpc.stub.StreamObserver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Keys and sessions by gRPC. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeysServiceTest {
    private final TestDatabase database = TestDatabase.create();
    private RunningAccess access;
    private Path directory;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        access = RunningAccess.start(database, directory);
    }

    @AfterAll
    void stop() {
        access.close();
        database.close();
    }

    private static ByteString sha256(String secret) throws Exception {
        return ByteString.copyFrom(
                MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static String idOf(String secret) {
        return secret.split("_", 3)[1];
    }

    @Test
    void theFirstStartMakesTheOperatorsKeyForItsOwnerOnly() throws Exception {
        Path file = directory.resolve("operator.key");
        String secret = Files.readString(file).strip();
        ResolveKeyResponse key = access.resolve(idOf(secret));

        assertThat(secret).matches("gb_[a-z2-7]{12}_[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(directory.resolve("operator.key.new")).doesNotExist();
        assertThat(key.getSecretSha256()).isEqualTo(sha256(secret));
        assertThat(key.getKey().getScopesList()).containsExactly("*");
        assertThat(key.getKey().getProgramsList()).containsExactly("*");
        assertThat(key.getKey().getState()).isEqualTo(KeyState.KEY_STATE_ACTIVE);
    }

    @Test
    void aKeyIsMadeOnceAndItsSecretShownOnce() throws Exception {
        CreateKeyResponse made = access.create("make-1", RunningAccess.till());
        CreateKeyResponse again = access.create("make-1", RunningAccess.till());
        ResolveKeyResponse resolved = access.resolve(made.getKey().getName());

        assertThat(made.getSecret()).startsWith("gb_" + idOf(made.getSecret()) + "_");
        assertThat(made.getKey().getName()).isEqualTo("keys/" + idOf(made.getSecret()));
        assertThat(made.getSecret()).startsWith(made.getKey().getSecretPrefix());
        assertThat(made.getKey().getCreator()).isEqualTo("https://id.example#anna");
        assertThat(again.getSecret()).isEmpty();
        assertThat(again.getKey()).isEqualTo(made.getKey());
        assertThat(resolved.getKey()).isEqualTo(made.getKey());
        assertThat(resolved.getSecretSha256()).isEqualTo(sha256(made.getSecret()));
        assertThat(access.admin()
                        .getKey(GetKeyRequest.newBuilder()
                                .setName(made.getKey().getName())
                                .build())
                        .getKey())
                .isEqualTo(made.getKey());
        assertThat(Refusals.of(
                        () -> access.create("make-1", RunningAccess.till().addScopes("points.write"))))
                .isEqualTo("ABORTED REQUEST_ID_REUSED");
    }

    @Test
    void whatTheKeyShallBeIsChecked() throws Exception {
        assertThat(Refusals.of(() -> access.create("bad name", RunningAccess.till())))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(() -> access.create("bad-1", RunningAccess.till().setDisplayName("a\u202eb"))))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(() -> access.create("bad-2", RunningAccess.till().addScopes("*"))))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(() -> access.create("bad-3", RunningAccess.till().clearPrograms())))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(() -> access.create(
                        "bad-4",
                        RunningAccess.till()
                                .setExpireTime(RunningAccess.time(access.now().minusSeconds(1))))))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(() -> access.nobody()
                        .createKey(CreateKeyRequest.newBuilder()
                                .setRequestId("nobody")
                                .setKey(RunningAccess.till())
                                .build())))
                .isEqualTo("UNAUTHENTICATED CALLER_MISSING");
        assertThat(Refusals.of(() -> access.admin()
                        .getKey(GetKeyRequest.newBuilder().setName("till").build())))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
        assertThat(Refusals.of(() -> access.resolve("aaaaaaaaaaaa"))).isEqualTo("NOT_FOUND KEY_NOT_FOUND");
        assertThat(Refusals.of(() -> access.resolve("no id"))).isEqualTo("NOT_FOUND KEY_NOT_FOUND");
    }

    @Test
    void aKeyGivesNoMoreThanItHas() throws Exception {
        Key admin = access.create(
                        "beyond-1",
                        Key.newBuilder()
                                .setDisplayName("Admin")
                                .addScopes("access.admin")
                                .addScopes("customer.read")
                                .addPrograms("*"))
                .getKey();
        CreateKeyRequest wanted = CreateKeyRequest.newBuilder()
                .setRequestId("beyond-2")
                .setKey(RunningAccess.till())
                .build();
        Key operator = access.resolve(
                        idOf(Files.readString(directory.resolve("operator.key")).strip()))
                .getKey();

        assertThat(Refusals.of(() -> access.as(RunningAccess.callerOf(admin)).createKey(wanted)))
                .isEqualTo("PERMISSION_DENIED BEYOND_CALLER");
        // A new secret of a key that may do more would be as good as such a key.
        assertThat(Refusals.of(() -> access.as(RunningAccess.callerOf(admin))
                        .rotateKey(RotateKeyRequest.newBuilder()
                                .setRequestId("beyond-3")
                                .setName(operator.getName())
                                .build())))
                .isEqualTo("PERMISSION_DENIED BEYOND_CALLER");
        assertThat(access.as(RunningAccess.callerOf(admin))
                        .createKey(wanted.toBuilder()
                                .setKey(RunningAccess.till().clearScopes().addScopes("customer.read"))
                                .build())
                        .getSecret())
                .isNotEmpty();
    }

    @Test
    void aRotatedKeyHasTwoSecretsForAWhile() throws Exception {
        CreateKeyResponse made = access.create("rotate-1", RunningAccess.till());
        RotateKeyRequest rotate = RotateKeyRequest.newBuilder()
                .setRequestId("rotate-2")
                .setName(made.getKey().getName())
                .setOverlap(Durations.fromHours(2))
                .build();
        RotateKeyResponse rotated = access.admin().rotateKey(rotate);
        RotateKeyResponse again = access.admin().rotateKey(rotate);
        ResolveKeyResponse during = access.resolve(made.getKey().getName());

        assertThat(rotated.getSecret()).isNotEqualTo(made.getSecret()).startsWith("gb_" + idOf(made.getSecret()));
        assertThat(again.getSecret()).isEmpty();
        assertThat(during.getSecretSha256()).isEqualTo(sha256(rotated.getSecret()));
        assertThat(during.getPreviousSecretSha256()).isEqualTo(sha256(made.getSecret()));
        assertThat(Refusals.of(() -> access.admin()
                        .rotateKey(rotate.toBuilder()
                                .setRequestId("rotate-3")
                                .setOverlap(Durations.fromDays(8))
                                .build())))
                .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");

        access.admin()
                .rotateKey(rotate.toBuilder()
                        .setRequestId("rotate-4")
                        .clearOverlap()
                        .build());
        assertThat(access.resolve(made.getKey().getName()).getPreviousSecretSha256())
                .isEmpty();
    }

    @Test
    void fiftyGatewaysSeeARevocationAtOnce() throws Exception {
        Key key = access.create("revoke-1", RunningAccess.till()).getKey();
        BlockingQueue<TailKeysResponse> told = new LinkedBlockingQueue<>();
        tail(told);
        assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(TailKeysResponse.getDefaultInstance());
        List<ListenableFuture<ResolveKeyResponse>> before = resolveFifty(key);
        Key revoked = access.admin()
                .revokeKey(RevokeKeyRequest.newBuilder().setName(key.getName()).build())
                .getKey();
        List<ListenableFuture<ResolveKeyResponse>> after = resolveFifty(key);

        for (ListenableFuture<ResolveKeyResponse> answer : before) {
            assertThat(answer.get().getKey().getName()).isEqualTo(key.getName());
        }
        for (ListenableFuture<ResolveKeyResponse> answer : after) {
            assertThat(answer.get().getKey().getState()).isEqualTo(KeyState.KEY_STATE_REVOKED);
        }
        assertThat(revoked.getState()).isEqualTo(KeyState.KEY_STATE_REVOKED);
        assertThat(toldOf(told, key.getName().substring("keys/".length()))).isTrue();
        assertThat(access.admin()
                        .revokeKey(RevokeKeyRequest.newBuilder()
                                .setName(key.getName())
                                .build())
                        .getKey())
                .isEqualTo(revoked);
        assertThat(Refusals.of(() -> access.admin()
                        .rotateKey(RotateKeyRequest.newBuilder()
                                .setRequestId("revoke-2")
                                .setName(key.getName())
                                .build())))
                .isEqualTo("FAILED_PRECONDITION KEY_REVOKED");
    }

    private List<ListenableFuture<ResolveKeyResponse>> resolveFifty(Key key) {
        List<ListenableFuture<ResolveKeyResponse>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(access.guardLater()
                    .resolveKey(ResolveKeyRequest.newBuilder()
                            .setKeyId(key.getName().substring("keys/".length()))
                            .build()));
        }
        return answers;
    }

    private void tail(BlockingQueue<TailKeysResponse> told) {
        access.guardCalls().tailKeys(TailKeysRequest.getDefaultInstance(), new StreamObserver<>() {
            @Override
            public void onNext(TailKeysResponse response) {
                told.add(response);
            }

            @Override
            public void onError(Throwable ended) {}

            @Override
            public void onCompleted() {}
        });
    }

    private static boolean toldOf(BlockingQueue<TailKeysResponse> told, String id) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            TailKeysResponse response = told.poll(5, TimeUnit.SECONDS);
            if (response == null) {
                return false;
            }
            if (response.getKeyIdsList().contains(id)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void nothingIsToldEachSecondTheQuietTimeToo() throws Exception {
        BlockingQueue<TailKeysResponse> told = new LinkedBlockingQueue<>();
        tail(told);
        for (int i = 0; i < 3; i++) {
            assertThat(told.poll(3, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void aSessionHasTheRightsOfItsKeyAndEndsWithIt() throws Exception {
        Key key = access.create("session-1", RunningAccess.till()).getKey();
        CreateSessionResponse opened =
                access.as(RunningAccess.callerOf(key)).createSession(CreateSessionRequest.getDefaultInstance());
        ResolveKeyResponse session = access.resolve(idOf(opened.getSecret()));
        long hours = Duration.between(
                        access.now(), java.time.Instant.ofEpochMilli(Timestamps.toMillis(opened.getExpireTime())))
                .plusMinutes(1)
                .toHours();

        assertThat(hours).isEqualTo(8);
        assertThat(session.getSecretSha256()).isEqualTo(sha256(opened.getSecret()));
        assertThat(session.getKey().getParentKey()).isEqualTo(key.getName());
        assertThat(session.getKey().getScopesList()).isEqualTo(key.getScopesList());
        assertThat(session.getKey().getProgramsList()).isEqualTo(key.getProgramsList());
        assertThat(access.as(RunningAccess.callerOf(session.getKey())).getCaller(GetCallerRequest.getDefaultInstance()))
                .isEqualTo(RunningAccess.callerOf(session.getKey()));
        assertThat(Refusals.of(() -> access.as(RunningAccess.callerOf(session.getKey()))
                        .createSession(CreateSessionRequest.getDefaultInstance())))
                .isEqualTo("FAILED_PRECONDITION KEY_IS_SESSION");
        assertThat(Refusals.of(() -> access.admin().createSession(CreateSessionRequest.getDefaultInstance())))
                .isEqualTo("FAILED_PRECONDITION NOT_A_KEY");
        assertThat(Refusals.of(() ->
                        access.as(RunningAccess.callerOf(key)).endSession(EndSessionRequest.getDefaultInstance())))
                .isEqualTo("FAILED_PRECONDITION NOT_A_SESSION");

        CreateSessionResponse other =
                access.as(RunningAccess.callerOf(key)).createSession(CreateSessionRequest.getDefaultInstance());
        access.as(RunningAccess.callerOf(session.getKey())).endSession(EndSessionRequest.getDefaultInstance());
        access.as(RunningAccess.callerOf(session.getKey())).endSession(EndSessionRequest.getDefaultInstance());
        assertThat(Refusals.of(() -> access.resolve(idOf(opened.getSecret())))).isEqualTo("NOT_FOUND KEY_NOT_FOUND");
        assertThat(access.resolve(idOf(other.getSecret())).getKey().getState()).isEqualTo(KeyState.KEY_STATE_ACTIVE);
        access.admin()
                .revokeKey(RevokeKeyRequest.newBuilder().setName(key.getName()).build());
        assertThat(Refusals.of(() -> access.resolve(idOf(other.getSecret())))).isEqualTo("NOT_FOUND KEY_NOT_FOUND");
    }
}
