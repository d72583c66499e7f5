package dev.giveback.access.contract;

import com.google.rpc.Code;
import dev.giveback.access.domain.Reason;
import dev.giveback.access.domain.Refusal;
import dev.giveback.platform.contract.CallFailure;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.StatusRuntimeException;

/** What callers of this service are told when something does not happen. */
public final class RefusalStatus {
    /** The domain of every error info of this service. */
    public static final String DOMAIN = "access.giveback.dev";

    private RefusalStatus() {}

    /** A refusal: its reason and details in the error info, and beside it what the code calls for. */
    public static StatusRuntimeException of(Refusal refusal) {
        Code code = codeOf(refusal.reason());
        ErrorStatus status = ErrorStatus.of(code, DOMAIN, refusal.reason().name(), refusal.message());
        refusal.details().forEach(status::metadata);
        if (refusal.reason() == Reason.INVALID_FIELD) {
            status.fieldViolation(
                    refusal.details().getOrDefault("field", ""),
                    refusal.reason().name(),
                    refusal.details().getOrDefault("rule", ""));
        }
        if (code == Code.FAILED_PRECONDITION) {
            status.preconditionViolation(refusal.reason().name(), subjectOf(refusal), refusal.message());
        }
        return status.toException();
    }

    /** A refusal without details. */
    public static StatusRuntimeException of(Reason reason, String message) {
        return of(Refusal.of(reason, message));
    }

    /** A failure: what was refused stays refused, a time-out leaves the outcome open, and everything else is a bug. */
    public static StatusRuntimeException of(Throwable failure) {
        return CallFailure.of(DOMAIN, failure);
    }

    private static String subjectOf(Refusal refusal) {
        int colon = refusal.message().indexOf(':');
        return colon < 0 ? "" : refusal.message().substring(0, colon);
    }

    private static Code codeOf(Reason reason) {
        return switch (reason) {
            case INVALID_FIELD -> Code.INVALID_ARGUMENT;
            case CALLER_MISSING -> Code.UNAUTHENTICATED;
            case REQUEST_ID_REUSED, ID_TAKEN, ETAG_MISMATCH -> Code.ABORTED;
            case KEY_NOT_FOUND, ACT_NOT_FOUND, APPROVAL_NOT_FOUND, JOURNAL_NOT_FOUND -> Code.NOT_FOUND;
            case BEYOND_CALLER -> Code.PERMISSION_DENIED;
            case TOO_MANY_KEYS, TOO_MANY_APPROVALS -> Code.RESOURCE_EXHAUSTED;
            case KEY_REVOKED,
                    KEY_EXPIRED,
                    KEY_IS_SESSION,
                    NOT_A_KEY,
                    NOT_A_SESSION,
                    LAST_ADMIN_KEY,
                    OWN_REQUEST,
                    APPROVAL_ENDED -> Code.FAILED_PRECONDITION;
        };
    }
}
