package dev.giveback.coupon.contract;

import com.google.rpc.Code;
import dev.giveback.coupon.domain.Reason;
import dev.giveback.coupon.domain.Refusal;
import dev.giveback.platform.contract.CallFailure;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.StatusRuntimeException;

/** What callers of this service are told when something does not happen. */
public final class RefusalStatus {
    /** The domain of every error info of this service. */
    public static final String DOMAIN = "coupon.giveback.dev";

    private RefusalStatus() {}

    /** A refusal: its reason and details in the error info, and beside it what the code calls for. */
    public static StatusRuntimeException of(Refusal refusal) {
        if (refusal.reason() == Reason.CAMPAIGN_BUSY) {
            return CallFailure.shed(DOMAIN, refusal.reason().name(), refusal.message());
        }
        ErrorStatus status = ErrorStatus.of(
                codeOf(refusal.reason()), DOMAIN, refusal.reason().name(), refusal.message());
        refusal.details().forEach(status::metadata);
        if (refusal.reason() == Reason.INVALID_FIELD) {
            status.fieldViolation(
                    refusal.details().getOrDefault("field", ""),
                    refusal.reason().name(),
                    refusal.details().getOrDefault("rule", ""));
        }
        if (codeOf(refusal.reason()) == Code.FAILED_PRECONDITION) {
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
            case REQUEST_ID_REUSED, VERSION_CHANGED -> Code.ABORTED;
            case PROGRAM_NOT_FOUND, CAMPAIGN_NOT_FOUND, CODE_NOT_FOUND, CLAIM_NOT_FOUND -> Code.NOT_FOUND;
            case CAMPAIGN_EXISTS, CODE_TAKEN -> Code.ALREADY_EXISTS;
            case NUMBER_OUT_OF_RANGE -> Code.OUT_OF_RANGE;
            case CAMPAIGN_BUSY -> Code.RESOURCE_EXHAUSTED;
            case ACCESS_FIXED,
                    NO_UNIQUE_CODES,
                    NOT_A_REWARD,
                    CODE_REVOKED,
                    CODE_USED,
                    CAMPAIGN_PAUSED,
                    CAMPAIGN_NOT_PAUSED,
                    CAMPAIGN_ENDED,
                    CAMPAIGN_NOT_ENDED,
                    CAMPAIGN_NOT_STARTED,
                    CAMPAIGN_OVER,
                    HELD_OUT,
                    CLAIM_REDEEMED,
                    CLAIM_RESERVED,
                    CUSTOMER_LIMIT_REACHED,
                    DAY_LIMIT_REACHED,
                    TOTAL_LIMIT_REACHED,
                    BUDGET_EXHAUSTED,
                    IMPORT_NOT_EMPTY,
                    EXPORT_DAMAGED,
                    EXPORT_FORMAT_UNKNOWN -> Code.FAILED_PRECONDITION;
        };
    }
}
