package dev.giveback.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import dev.giveback.access.v1.ApprovalState;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.ResolveKeyResponse;
import dev.giveback.coupon.v1.CheckCodeRequest;
import dev.giveback.coupon.v1.CheckCodeResponse;
import dev.giveback.coupon.v1.ClaimCodeRequest;
import dev.giveback.coupon.v1.CodeServiceGrpc;
import dev.giveback.loyalty.v1.AdjustPointsRequest;
import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.CustomerServiceGrpc;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetCustomerResponse;
import dev.giveback.loyalty.v1.PointsServiceGrpc;
import dev.giveback.platform.grpc.ErrorStatus;
import dev.giveback.platform.v1.EchoRequest;
import dev.giveback.platform.v1.EchoServiceGrpc;
import dev.giveback.testkit.TestGuard;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the guard does beside letting in and refusing: keys that change, limits, guesses, the audit log and second persons. */
final class GuardTest {
    private static final String ADA = "programs/shop/customers/ada";
    private static final MethodDescriptor<?, ?> ECHO = EchoServiceGrpc.getEchoMethod();
    private static final byte[] NOTHING = EchoRequest.getDefaultInstance().toByteArray();
    private static final String SECRET_REASON = "because Ada Lovelace complained";

    private final Door door = new Door();

    @AfterEach
    void close() throws Exception {
        door.close();
    }

    @Test
    void whoSendsHeadersAloneTakesNobodysPlace() throws Exception {
        Door narrow = new Door(
                Map.of("giveback.gateway.guard.concurrency.least", 2, "giveback.gateway.guard.concurrency.most", 4));
        try {
            String secret = narrow.guard().key(everything());
            for (int i = 0; i < 10; i++) {
                begin(narrow, secret);
            }

            assertThat(narrow.call(ECHO, "Bearer " + secret, NOTHING).text()).isEqualTo("OK");
        } finally {
            narrow.close();
        }
    }

    /** Headers of a stream are sent at once, those of a single call with its message. */
    private static void begin(Door door, String secret) {
        ClientCall<byte[], byte[]> call = door.with(secret)
                .newCall(
                        ECHO.toBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                                .setType(MethodDescriptor.MethodType.BIDI_STREAMING)
                                .build(),
                        CallOptions.DEFAULT);
        call.start(new ClientCall.Listener<>() {}, new Metadata());
        call.request(1);
    }

    @Test
    void aKeyIsAskedForOnceAndARevokedOneIsRefusedAtOnce() throws Exception {
        String secret = door.guard().key(everything());
        door.call(ECHO, "Bearer " + secret, NOTHING);
        int asked = door.guard().resolved();

        for (int i = 0; i < 20; i++) {
            assertThat(echo(secret)).isEqualTo("OK");
        }
        assertThat(door.guard().resolved()).isLessThanOrEqualTo(asked + 1);
        door.guard()
                .put(
                        secret,
                        ResolveKeyResponse.newBuilder().setKey(everything().setRevokeTime(seconds(Instant.now()))));

        assertThat(echo(secret)).isEqualTo("UNAUTHENTICATED KEY_REVOKED");
    }

    @Test
    void aKeyThatWasRotatedIsAcceptedByBothSecretsUntilTheOldOneEnds() {
        String old = door.guard().newSecret();
        String fresh = old.substring(0, 16) + "B".repeat(43);
        ResolveKeyResponse.Builder rotated = ResolveKeyResponse.newBuilder()
                .setKey(everything()
                        .setPreviousSecretExpireTime(seconds(Instant.now().plusSeconds(60))))
                .setPreviousSecretSha256(TestGuard.sha256(old));
        door.guard().put(fresh, rotated);

        assertThat(echo(old)).isEqualTo("OK");
        assertThat(echo(fresh)).isEqualTo("OK");
        rotated.getKeyBuilder()
                .setPreviousSecretExpireTime(seconds(Instant.now().minusSeconds(1)));
        door.guard().put(fresh, rotated);
        assertThat(echo(old)).isEqualTo("UNAUTHENTICATED KEY_UNKNOWN");
        assertThat(echo(fresh)).isEqualTo("OK");
    }

    @Test
    void aSessionCallsAsItsKeyAndEndsWithIt() {
        String key = door.guard().key(everything());
        String name = "keys/" + TestGuard.idOf(key);
        String session = door.guard().key(everything().setParentKey(name));

        assertThat(echo(session)).isEqualTo("OK");
        assertThat(last().headers().toString()).contains("giveback-principal=" + name);
        door.guard()
                .put(
                        session,
                        ResolveKeyResponse.newBuilder()
                                .setKey(everything().setParentKey(name))
                                .setParentExpireTime(seconds(Instant.now().minusSeconds(1))));
        assertThat(echo(session)).isEqualTo("UNAUTHENTICATED KEY_EXPIRED");
    }

    @Test
    void withoutTheAccessServiceNobodyIsLetInForLong() throws Exception {
        String secret = door.guard().key(everything());
        assertThat(echo(secret)).isEqualTo("OK");

        door.guard().down(true);

        Recorder.eventually(() -> echo(secret).equals("UNAVAILABLE KEYS_UNAVAILABLE"));
        door.guard().down(false);
        Recorder.eventually(() -> echo(secret).equals("OK"));
    }

    @Test
    void anAccessServiceThatHangsIsTrustedForAShortWhile() throws Exception {
        String secret = door.guard().key(everything());
        Recorder.eventually(() -> {
            int before = door.guard().resolved();
            String first = echo(secret);
            String second = echo(secret);
            return first.equals("OK") && second.equals(first) && door.guard().resolved() <= before + 1;
        });
        door.guard().silent(true);
        door.guard()
                .put(
                        secret,
                        ResolveKeyResponse.newBuilder().setKey(everything().setRevokeTime(seconds(Instant.now()))));
        long begin = System.nanoTime();

        Recorder.eventually(() -> echo(secret).equals("UNAUTHENTICATED KEY_REVOKED"));

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(8);
    }

    @Test
    void whatACallerWritesIntoTheGatewaysHeadersIsTakenAway() {
        Metadata headers = new Metadata();
        headers.put(ascii("authorization"), "bearer " + door.guard().adminSecret());
        headers.put(ascii("giveback-principal"), "keys/forged");
        headers.put(ascii("giveback-address"), "192.0.2.1");
        headers.put(ascii("giveback-anything"), "forged");
        headers.put(Metadata.Key.of("giveback-caller-bin", Metadata.BINARY_BYTE_MARSHALLER), new byte[] {1});
        headers.put(ascii("x-trace"), "kept");

        assertThat(door.call(ECHO, headers, NOTHING).text()).isEqualTo("OK");

        assertThat(last().headers().toString()).doesNotContain("forged").contains("x-trace=kept");
        assertThat(last().headers().keys()).doesNotContain("giveback-caller-bin", "giveback-address", "authorization");
    }

    @Test
    void healthIsOpenAndReflectionIsNot() {
        assertThat(HealthGrpc.newBlockingStub(door.channel())
                        .check(HealthCheckRequest.getDefaultInstance())
                        .getStatusValue())
                .isEqualTo(1);
        byte[] list =
                ServerReflectionRequest.newBuilder().setListServices("").build().toByteArray();

        assertThat(door.call(ServerReflectionGrpc.getServerReflectionInfoMethod(), "", list)
                        .text())
                .isEqualTo("UNAUTHENTICATED KEY_REQUIRED");
        assertThat(door.call(
                                ServerReflectionGrpc.getServerReflectionInfoMethod(),
                                "Bearer " + door.guard().adminSecret(),
                                list)
                        .text())
                .isEqualTo("OK");
    }

    @Test
    void anActIsRecordedWithItsEndAndWithoutPersonalData() {
        door.backend()
                .answering(GetCustomerResponse.newBuilder()
                        .setCustomer(Customer.newBuilder().setName(ADA))
                        .build()
                        .toByteArray());

        assertThat(adjust(500)).isEqualTo("OK");

        assertThat(door.guard().entries()).hasSize(1);
        AuditEntry entry = door.guard().entries().get(0);
        assertThat(entry.getMethod()).isEqualTo("giveback.loyalty.v1.PointsService/AdjustPoints");
        assertThat(entry.getPrincipal()).startsWith("keys/");
        assertThat(entry.getProgram()).isEqualTo("programs/shop");
        assertThat(entry.getResource()).isEqualTo(ADA);
        assertThat(entry.getAddress()).isEqualTo("127.0.0.1");
        assertThat(entry.getRequestJson()).contains("\"points\":\"500\"").doesNotContain(SECRET_REASON);
        assertThat(entry.getBeforeJson()).contains(ADA);
        assertThat(entry.getAfterJson()).contains(ADA);
        assertThat(entry.getCode()).isEqualTo("OK");
    }

    @Test
    void anActThatIsRefusedByTheServiceEndsWithItsReason() {
        door.backend().ending(refusing("PointsService/AdjustPoints", Code.FAILED_PRECONDITION, "INSUFFICIENT_POINTS"));

        assertThat(adjust(-500)).isEqualTo("FAILED_PRECONDITION INSUFFICIENT_POINTS");

        AuditEntry entry = door.guard().entries().get(0);
        assertThat(List.of(entry.getCode(), entry.getReason()))
                .containsExactly("FAILED_PRECONDITION", "INSUFFICIENT_POINTS");
    }

    @Test
    void anActThatCannotBeRecordedIsNotDone() {
        String secret = door.guard().adminSecret();
        assertThat(echo(secret)).isEqualTo("OK");
        int before = door.backend().reached().size();
        door.guard().refusingActs(true);

        assertThat(adjust(500)).isEqualTo("UNAVAILABLE AUDIT_UNAVAILABLE");

        assertThat(door.backend().reached().stream().skip(before).map(AnyBackend.Reached::method))
                .doesNotContain("giveback.loyalty.v1.PointsService/AdjustPoints");
    }

    @Test
    void anActWaitsForASecondPerson() {
        door.guard().approvals(ApprovalState.APPROVAL_STATE_WAITING);
        assertThat(adjust(500)).isEqualTo("FAILED_PRECONDITION APPROVAL_REQUIRED");
        door.guard().approvals(ApprovalState.APPROVAL_STATE_DECLINED);
        assertThat(adjust(500)).isEqualTo("FAILED_PRECONDITION APPROVAL_DECLINED");
        assertThat(door.backend().reached()).isEmpty();
        assertThat(door.guard().entries()).isEmpty();

        door.guard().approvals(ApprovalState.APPROVAL_STATE_APPROVED);
        assertThat(adjust(-500)).isEqualTo("OK");

        assertThat(door.guard().entries().get(0).getApproval()).isEqualTo("programs/shop/approvals/a1");
        assertThat(door.guard().approvalChecks()).extracting("points").containsExactly(500L, 500L, 500L);
        assertThat(door.guard().approvalChecks().get(0).getRequestSha256())
                .isEqualTo(door.guard().approvalChecks().get(1).getRequestSha256())
                .isNotEqualTo(door.guard().approvalChecks().get(2).getRequestSha256());
    }

    @Test
    void aTrialNeedsNoSecondPersonAndIsNoEntry() {
        door.guard().approvals(ApprovalState.APPROVAL_STATE_WAITING);

        assertThat(call(
                        PointsServiceGrpc.getAdjustPointsMethod(),
                        adjustment(500).setValidateOnly(true).build()))
                .isEqualTo("OK");
        assertThat(door.guard().approvalChecks()).isEmpty();
        assertThat(door.guard().entries()).isEmpty();

        door.guard().approvals(ApprovalState.APPROVAL_STATE_APPROVED);
        assertThat(adjust(500)).isEqualTo("OK");
        assertThat(door.guard().entries()).hasSize(1);
    }

    @Test
    void aKeyBeyondItsRateWaits() throws Exception {
        String secret = door.guard().key(everything().setRequestsPerSecond(1));
        for (int i = 0; i < 60; i++) {
            assertThat(echo(secret)).isEqualTo("OK");
        }

        Door.End refused = door.call(ECHO, "Bearer " + secret, NOTHING);
        for (int i = 0; i < 3 && refused.text().equals("OK"); i++) {
            refused = door.call(ECHO, "Bearer " + secret, NOTHING);
        }

        assertThat(refused.text()).isEqualTo("RESOURCE_EXHAUSTED RATE_LIMITED");
        assertThat(Durations.toNanos(retry(refused))).isPositive();
        assertThat(echo(door.guard().adminSecret())).isEqualTo("OK");
    }

    @Test
    void whoGuessesCodesIsStoppedAndOthersAreNot() throws Exception {
        door.backend().ending(refusing("CodeService/ClaimCode", Code.NOT_FOUND, "CODE_NOT_FOUND"));
        for (int i = 0; i < 30; i++) {
            assertThat(claim("eve")).isEqualTo("NOT_FOUND CODE_NOT_FOUND");
        }

        assertThat(claim("eve")).isEqualTo("RESOURCE_EXHAUSTED TOO_MANY_GUESSES");
        assertThat(claim("ada")).isEqualTo("NOT_FOUND CODE_NOT_FOUND");
    }

    @Test
    void aWrongCodeThatIsOnlyAskedAboutCountsTheSame() {
        door.backend()
                .answering(CheckCodeResponse.newBuilder()
                        .setRefusalReason("CODE_NOT_FOUND")
                        .build()
                        .toByteArray());
        CheckCodeRequest check = CheckCodeRequest.newBuilder()
                .setCustomer("programs/shop/customers/eve")
                .setCode("A")
                .build();
        for (int i = 0; i < 30; i++) {
            assertThat(call(CodeServiceGrpc.getCheckCodeMethod(), check)).isEqualTo("OK");
        }

        assertThat(call(CodeServiceGrpc.getCheckCodeMethod(), check)).isEqualTo("RESOURCE_EXHAUSTED TOO_MANY_GUESSES");
    }

    @Test
    void aForeignProgramAndOneThatIsNotThereAreRefusedInTheSameWords() {
        String secret = door.guard().key(everything().clearPrograms().addPrograms("programs/shop"));
        com.google.rpc.Status foreign = refusal(secret, "programs/other/customers/ada");
        com.google.rpc.Status nowhere = refusal(secret, "programs/nowhere/customers/ada");

        assertThat(foreign).isEqualTo(nowhere);
    }

    private com.google.rpc.Status refusal(String secret, String name) {
        byte[] request = GetCustomerRequest.newBuilder().setName(name).build().toByteArray();
        return door.call(CustomerServiceGrpc.getGetCustomerMethod(), "Bearer " + secret, request)
                .details();
    }

    private static BiFunction<String, Metadata, Status> refusing(String method, Code code, String reason) {
        return (called, trailers) -> {
            if (!called.endsWith(method)) {
                return Status.OK;
            }
            StatusRuntimeException refusal =
                    ErrorStatus.of(code, "test.giveback.dev", reason, "no").toException();
            trailers.merge(Objects.requireNonNull(refusal.getTrailers()));
            return refusal.getStatus();
        };
    }

    private static Duration retry(Door.End end) throws Exception {
        for (Any detail : end.details().getDetailsList()) {
            if (detail.is(RetryInfo.class)) {
                return detail.unpack(RetryInfo.class).getRetryDelay();
            }
        }
        return Duration.getDefaultInstance();
    }

    private AnyBackend.Reached last() {
        return door.backend().reached().get(door.backend().reached().size() - 1);
    }

    private String adjust(long points) {
        return call(
                PointsServiceGrpc.getAdjustPointsMethod(), adjustment(points).build());
    }

    private static AdjustPointsRequest.Builder adjustment(long points) {
        return AdjustPointsRequest.newBuilder()
                .setCustomer(ADA)
                .setRequestId("r")
                .setPoints(points)
                .setReason(SECRET_REASON);
    }

    private String claim(String customer) {
        return call(
                CodeServiceGrpc.getClaimCodeMethod(),
                ClaimCodeRequest.newBuilder()
                        .setCustomer("programs/shop/customers/" + customer)
                        .setCode("A")
                        .build());
    }

    private String call(MethodDescriptor<?, ?> method, Message request) {
        return door.call(method, "Bearer " + door.guard().adminSecret(), request.toByteArray())
                .text();
    }

    private String echo(String secret) {
        return door.call(ECHO, "Bearer " + secret, NOTHING).text();
    }

    private static Metadata.Key<String> ascii(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static Key.Builder everything() {
        return Key.newBuilder().addScopes("*").addPrograms("*");
    }

    private static Timestamp seconds(Instant time) {
        return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).build();
    }
}
