package dev.giveback.recommendation.contract;

import com.google.rpc.Code;
import dev.giveback.platform.contract.CallFailure;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.StatusRuntimeException;

/** What callers of this service are told when something does not happen. */
public final class RefusalStatus {
    /** The domain of every error info of this service. */
    public static final String DOMAIN = "recommendation.giveback.dev";

    private RefusalStatus() {}

    /**
     * A refusal with its reason.
     *
     * @param message one sentence that names the rule, beginning with what it is about and a colon
     */
    public static StatusRuntimeException of(Reason reason, String message) {
        Code code = codeOf(reason);
        ErrorStatus status = ErrorStatus.of(code, DOMAIN, reason.name(), message);
        if (code == Code.FAILED_PRECONDITION) {
            status.preconditionViolation(
                    reason.name(), message.substring(0, Math.max(0, message.indexOf(':'))), message);
        }
        return status.toException();
    }

    /** A field that breaks its rule. */
    public static StatusRuntimeException field(String field, String rule) {
        return ErrorStatus.of(codeOf(Reason.INVALID_FIELD), DOMAIN, Reason.INVALID_FIELD.name(), field + ": " + rule)
                .metadata("field", field)
                .metadata("rule", rule)
                .fieldViolation(field, Reason.INVALID_FIELD.name(), rule)
                .toException();
    }

    /** A failure: what was refused stays refused, an overload is told as one, and everything else is a bug. */
    public static StatusRuntimeException of(Throwable failure) {
        return CallFailure.of(DOMAIN, failure);
    }

    private static Code codeOf(Reason reason) {
        return switch (reason) {
            case INVALID_FIELD -> Code.INVALID_ARGUMENT;
            case PROGRAM_NOT_FOUND, PRODUCT_NOT_FOUND -> Code.NOT_FOUND;
            case TOO_MANY_PRODUCTS -> Code.RESOURCE_EXHAUSTED;
            case REBUILD_UNDER_WAY, LEARNING_UNDER_WAY -> Code.FAILED_PRECONDITION;
            case STARTING, COUPON_SERVICE_AWAY, SOURCE_AWAY -> Code.UNAVAILABLE;
        };
    }
}
