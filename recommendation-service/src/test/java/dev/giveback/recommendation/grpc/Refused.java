package dev.giveback.recommendation.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Looks at refusals as callers see them. */
final class Refused {
    private Refused() {}

    static void refused(Status.Code code, String reason, String field, ThrowingCallable call) {
        check(catchThrowableOfType(StatusRuntimeException.class, call), code, reason, field);
    }

    static void field(String field, ThrowingCallable call) {
        refused(Status.Code.INVALID_ARGUMENT, "INVALID_FIELD", field, call);
    }

    static void check(StatusRuntimeException refusal, Status.Code code, String reason, String field) {
        assertThat(refusal).as("a refusal of " + field).isNotNull();
        assertThat(refusal.getStatus().getCode()).as(refusal.getMessage()).isEqualTo(code);
        ErrorInfo info = info(refusal);
        assertThat(info.getDomain()).isEqualTo("recommendation.giveback.dev");
        assertThat(info.getReason()).isEqualTo(reason);
        assertThat(info.getMetadataOrDefault("field", ""))
                .as(refusal.getMessage())
                .isEqualTo(field);
    }

    private static ErrorInfo info(StatusRuntimeException refusal) {
        try {
            com.google.rpc.Status status = StatusProto.fromThrowable(refusal);
            assertThat(status).isNotNull();
            return status.getDetails(0).unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
