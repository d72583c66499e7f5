package dev.giveback.loyalty.program;

import com.google.rpc.Code;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.StatusRuntimeException;
import java.util.List;

/** Every field of a program that breaks its rule, as one refusal, so that an author is told everything at once. */
public final class ProgramStatus {
    private ProgramStatus() {}

    /** The refusal of at least one error. */
    public static StatusRuntimeException of(List<FieldError> errors) {
        FieldError first = errors.getFirst();
        String more = errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)";
        ErrorStatus status = ErrorStatus.of(
                Code.INVALID_ARGUMENT,
                RefusalStatus.DOMAIN,
                Reason.INVALID_FIELD.name(),
                first.field() + ": " + first.message() + more);
        status.metadata("field", first.field());
        for (FieldError error : errors) {
            status.fieldViolation(error.field(), Reason.INVALID_FIELD.name(), error.message());
        }
        return status.toException();
    }
}
