package dev.giveback.loyalty.program;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the callers of the program service are told when something does not happen. */
final class ProgramStatus {
    private static final String DOMAIN = "loyalty.giveback.dev";
    private static final Logger LOG = LoggerFactory.getLogger(ProgramStatus.class);

    private ProgramStatus() {}

    /** A refusal, with its reason and details. */
    static StatusRuntimeException of(Refusal refusal) {
        return status(codeOf(refusal.reason()), refusal.message(), errorInfo(refusal.reason(), refusal.details()));
    }

    /** Every field that breaks its rule. */
    static StatusRuntimeException of(List<FieldError> errors) {
        BadRequest.Builder details = BadRequest.newBuilder();
        for (FieldError error : errors) {
            details.addFieldViolationsBuilder().setField(error.field()).setDescription(error.message());
        }
        FieldError first = errors.getFirst();
        return status(
                Code.INVALID_ARGUMENT,
                first.field() + ": " + first.message()
                        + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)"),
                Any.pack(details.build()),
                errorInfo(Reason.INVALID_FIELD, Map.of()));
    }

    /** A failure: what was refused stays refused, a time-out leaves the outcome open, and everything else is a bug. */
    static StatusRuntimeException of(Throwable failure) {
        @Nullable Throwable wrapped = failure instanceof CompletionException ? failure.getCause() : null;
        Throwable cause = wrapped == null ? failure : wrapped;
        return switch (cause) {
            case StatusRuntimeException refused -> refused;
            case TimeoutException timeout ->
                status(Code.UNAVAILABLE, "the outcome is not known; repeat with the same request_id");
            case RejectedExecutionException busy ->
                status(Code.RESOURCE_EXHAUSTED, "too many programs are being worked on; nothing was changed");
            default -> {
                LOG.error("A call of the program service failed.", cause);
                yield status(Code.INTERNAL, "internal error");
            }
        };
    }

    private static Code codeOf(Reason reason) {
        return switch (reason) {
            case INVALID_FIELD -> Code.INVALID_ARGUMENT;
            case REQUEST_ID_REUSED, VERSION_CHANGED -> Code.ABORTED;
            case PROGRAM_NOT_FOUND -> Code.NOT_FOUND;
            case PROGRAM_EXISTS -> Code.ALREADY_EXISTS;
            case CURRENCY_FIXED -> Code.FAILED_PRECONDITION;
            default -> throw new IllegalArgumentException("reason: " + reason + " (expected: one of a program)");
        };
    }

    private static Any errorInfo(Reason reason, Map<String, String> details) {
        return Any.pack(ErrorInfo.newBuilder()
                .setReason(reason.name())
                .setDomain(DOMAIN)
                .putAllMetadata(details)
                .build());
    }

    private static StatusRuntimeException status(Code code, String message, Any... details) {
        return StatusProto.toStatusRuntimeException(Status.newBuilder()
                .setCode(code.getNumber())
                .setMessage(message)
                .addAllDetails(List.of(details))
                .build());
    }
}
