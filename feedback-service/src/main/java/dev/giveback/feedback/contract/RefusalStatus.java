package dev.giveback.feedback.contract;

import com.google.rpc.Code;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Refusal;
import dev.giveback.platform.contract.CallFailure;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.StatusRuntimeException;

/** What callers of this service are told when something does not happen. */
public final class RefusalStatus {
    /** The domain of every error info of this service. */
    public static final String DOMAIN = "feedback.giveback.dev";

    private RefusalStatus() {}

    /** A refusal: its reason and details in the error info, and beside it what the code calls for. */
    public static StatusRuntimeException of(Refusal refusal) {
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
            case REQUEST_ID_REUSED -> Code.ABORTED;
            case PROGRAM_NOT_FOUND,
                    SURVEY_NOT_FOUND,
                    MESSAGE_NOT_FOUND,
                    CUSTOMER_NOT_FOUND,
                    ORDER_NOT_FOUND,
                    CONTACT_NOT_FOUND,
                    FOLLOW_UP_NOT_FOUND,
                    REFERRAL_CODE_NOT_FOUND,
                    WEBHOOK_NOT_FOUND,
                    DELIVERY_NOT_FOUND,
                    LINK_NOT_VALID -> Code.NOT_FOUND;
            case SURVEY_EXISTS, MESSAGE_EXISTS, WEBHOOK_EXISTS -> Code.ALREADY_EXISTS;
            case SURVEY_ENDED,
                    MESSAGE_ENDED,
                    LINK_EXPIRED,
                    ALREADY_ANSWERED,
                    ANSWER_CHANGED,
                    CUSTOMER_GONE,
                    CONTACT_NOT_FAILED,
                    DELIVERY_NOT_DEAD,
                    REFERRALS_NOT_OFFERED,
                    SELF_REFERRAL,
                    NOT_NEW,
                    ALREADY_REFERRED,
                    REFERRAL_LIMIT_REACHED -> Code.FAILED_PRECONDITION;
            case TOO_MANY_SURVEYS, TOO_MANY_MESSAGES, TOO_MANY_WEBHOOKS -> Code.RESOURCE_EXHAUSTED;
            case SOURCE_AWAY, OUTCOME_UNKNOWN -> Code.UNAVAILABLE;
        };
    }
}
