package dev.giveback.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import dev.giveback.standalone.console.Problem;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FailuresTest {
    private static final GatewayAddress WITH_KEY =
            GatewayAddress.loopback(8980, new GatewayAddress.Key("gb_secret", "till.key"));
    private static final GatewayAddress WITHOUT_KEY =
            GatewayAddress.loopback(8980, new GatewayAddress.Key("", "there is no data/operator.key"));

    @Test
    void whoHasNoKeyIsToldHowToGiveOne() {
        RuntimeException failure = failure(WITHOUT_KEY, Code.UNAUTHENTICATED, "KEY_REQUIRED", Map.of());
        assertThat(failure)
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.kind().exitCode()).isEqualTo(4))
                .hasMessageContaining("--key-file")
                .hasMessageContaining("GIVEBACK_KEY")
                .hasMessageContaining("data/operator.key");
    }

    @Test
    void aKeyThatIsNotAcceptedIsNamedByItsPlace() {
        assertThat(failure(WITH_KEY, Code.UNAUTHENTICATED, "KEY_EXPIRED", Map.of()))
                .hasMessage("the key of till.key is not accepted: its time is over")
                .hasMessageNotContaining("gb_secret");
        assertThat(failure(WITH_KEY, Code.UNAUTHENTICATED, "TOKEN_INVALID", Map.of()))
                .hasMessage("the key of till.key is not accepted: because");
    }

    @Test
    void aScopeThatIsMissingIsNamed() {
        assertThat(failure(WITH_KEY, Code.PERMISSION_DENIED, "SCOPE_MISSING", Map.of("scope", "erase")))
                .hasMessage("the key of till.key may not do this: it lacks the scope erase");
        assertThat(failure(WITH_KEY, Code.PERMISSION_DENIED, "BEYOND_CALLER", Map.of()))
                .hasMessage("not allowed: because");
    }

    @Test
    void whoAsksTooOftenIsToldWhenToAskAgain() {
        RuntimeException failure = Failures.of(
                WITH_KEY,
                StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                        .setCode(Code.RESOURCE_EXHAUSTED_VALUE)
                        .setMessage("too many calls")
                        .addDetails(Any.pack(RetryInfo.newBuilder()
                                .setRetryDelay(
                                        Duration.newBuilder().setSeconds(1).setNanos(1))
                                .build()))
                        .build()));
        assertThat(failure).isInstanceOf(Refused.class).hasMessage("too many calls; try again in 2 s");
    }

    @Test
    void anActThatNeedsASecondPersonSaysWhatToRun() {
        assertThat(failure(
                        WITH_KEY,
                        Code.FAILED_PRECONDITION,
                        "APPROVAL_REQUIRED",
                        Map.of("approval", "programs/shop/approvals/a1")))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("giveback approvals approve programs/shop/approvals/a1;");
    }

    @Test
    void whereNothingListensIsUnreachable() {
        assertThat(failure(WITH_KEY, Code.UNAVAILABLE, "", Map.of()))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.kind().exitCode()).isEqualTo(3))
                .hasMessageContaining("127.0.0.1:8980");
    }

    private static RuntimeException failure(
            GatewayAddress address, Code code, String reason, Map<String, String> more) {
        return Failures.of(
                address,
                StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                        .setCode(code.getNumber())
                        .setMessage("because")
                        .addDetails(Any.pack(ErrorInfo.newBuilder()
                                .setReason(reason)
                                .putAllMetadata(more)
                                .build()))
                        .build()));
    }
}
