package dev.giveback.platform.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ErrorStatusTest {
    private static final String DOMAIN = "test.giveback.dev";

    @Test
    void carriesEveryDetailInTheTrailers() throws InvalidProtocolBufferException {
        StatusRuntimeException thrown = ErrorStatus.of(
                        Code.FAILED_PRECONDITION, DOMAIN, "TOO_FEW", "12 of 20 are missing")
                .metadata("missing", "12")
                .preconditionViolation("TOO_FEW", "shelves/7", "at least 20")
                .resource("giveback.dev/Shelf", "shelves/7")
                .toException();

        assertThat(thrown.getStatus().getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
        assertThat(thrown.getStatus().getDescription()).isEqualTo("12 of 20 are missing");
        com.google.rpc.Status status = Objects.requireNonNull(StatusProto.fromThrowable(thrown));
        assertThat(detail(status, ErrorInfo.class))
                .isEqualTo(ErrorInfo.newBuilder()
                        .setDomain(DOMAIN)
                        .setReason("TOO_FEW")
                        .putMetadata("missing", "12")
                        .build());
        assertThat(detail(status, PreconditionFailure.class).getViolations(0).getSubject())
                .isEqualTo("shelves/7");
        assertThat(detail(status, ResourceInfo.class).getResourceType()).isEqualTo("giveback.dev/Shelf");
        assertThat(status.getDetailsList()).hasSize(3);
    }

    @Test
    void sendsNoMoreViolationsThanTrailersHold() throws InvalidProtocolBufferException {
        ErrorStatus status = ErrorStatus.of(Code.INVALID_ARGUMENT, DOMAIN, "INVALID_FIELD", "no");
        for (int i = 0; i < 1_000; i++) {
            status.fieldViolation("lines[" + i + "].quantity", "INT64_GT", "must be greater than 0");
        }

        assertThat(detail(status.toProto(), BadRequest.class).getFieldViolationsList())
                .hasSize(ErrorStatus.MAX_VIOLATIONS);
    }

    @Test
    void refusesACodeThatIsNoErrorAndAReasonOfAnotherForm() {
        assertThatThrownBy(() -> ErrorStatus.of(Code.OK, DOMAIN, "FINE", ""))
                .hasMessageStartingWith("code: OK (expected: ");
        assertThatThrownBy(() -> ErrorStatus.of(Code.ABORTED, DOMAIN, "not-upper", ""))
                .hasMessageStartingWith("reason: not-upper (expected: ");
    }

    static <T extends Message> T detail(com.google.rpc.Status status, Class<T> type)
            throws InvalidProtocolBufferException {
        for (Any any : status.getDetailsList()) {
            if (any.is(type)) {
                return any.unpack(type);
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " in " + status);
    }
}
