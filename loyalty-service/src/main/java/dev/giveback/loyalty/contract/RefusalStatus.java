package dev.giveback.loyalty.contract;

import com.google.rpc.Code;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.platform.contract.CallFailure;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.StatusRuntimeException;

/** What callers of this service are told when something does not happen: the one place where reasons become status codes. */
public final class RefusalStatus {
    /** The domain of every error info of this service. */
    public static final String DOMAIN = "loyalty.giveback.dev";

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
            case REQUEST_ID_REUSED, VERSION_CHANGED, CUSTOMER_CHANGED, CUSTOMER_MERGING, REBUILD_UNDER_WAY ->
                Code.ABORTED;
            case DIRECTORY_REBUILDING -> Code.UNAVAILABLE;
            case PROGRAM_NOT_FOUND,
                    CUSTOMER_NOT_FOUND,
                    OTHER_CUSTOMER_NOT_FOUND,
                    ORDER_NOT_FOUND,
                    LINE_NOT_FOUND,
                    HOLD_NOT_FOUND,
                    COUPON_NOT_FOUND,
                    RESERVATION_NOT_FOUND,
                    TRANSFER_NOT_FOUND,
                    ACTIVITY_NOT_FOUND,
                    SEAL_NOT_FOUND,
                    EVENT_NOT_FOUND -> Code.NOT_FOUND;
            case PROGRAM_EXISTS, CUSTOMER_ENROLLED, ORDER_EXISTS, HOLD_EXISTS, COUPON_EXISTS, TRANSFER_EXISTS ->
                Code.ALREADY_EXISTS;
            case TOO_MANY_HOLDS, TOO_MANY_COUPONS, TOO_MANY_TRANSFERS -> Code.RESOURCE_EXHAUSTED;
            case CURRENCY_FIXED,
                    CUSTOMER_MERGED,
                    CUSTOMER_ERASED,
                    MERGE_BLOCKED,
                    MERGE_TOO_LARGE,
                    MERGE_CONFLICT,
                    ERASE_BLOCKED,
                    HOLD_CAPTURED,
                    HOLD_RELEASED,
                    HOLD_EXPIRED,
                    RESERVATION_CONFIRMED,
                    RESERVATION_CANCELLED,
                    RESERVATION_EXPIRED,
                    COUPON_REDEEMED,
                    COUPON_RESERVED,
                    COUPON_EXPIRED,
                    COUPON_REVOKED,
                    CAPTURE_EXCEEDS_HOLD,
                    PURCHASE_TIME_TOO_OLD,
                    PURCHASE_TIME_TOO_LATE,
                    NOTHING_TO_CORRECT,
                    ORDER_NOT_CORRECTABLE,
                    ORDER_TOO_LARGE,
                    REFUND_WINDOW_CLOSED,
                    REFUND_EXCEEDS_ORDER,
                    ACTIVITY_LIMIT_REACHED,
                    REDEMPTION_NOT_ALLOWED,
                    INSUFFICIENT_POINTS,
                    BALANCE_LIMIT_REACHED,
                    TOTAL_CHANGED,
                    IMPORT_NOT_EMPTY,
                    EXPORT_DAMAGED,
                    EXPORT_FORMAT_UNKNOWN -> Code.FAILED_PRECONDITION;
        };
    }
}
