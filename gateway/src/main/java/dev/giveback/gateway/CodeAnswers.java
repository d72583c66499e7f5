package dev.giveback.gateway;

import dev.giveback.coupon.v1.CheckCodeResponse;
import dev.giveback.loyalty.v1.CodeResult;
import dev.giveback.loyalty.v1.OfferedCoupon;
import dev.giveback.loyalty.v1.UnusedCouponReason;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes of a code, in the words of a checkout. A guesser is told what CodeService tells, and nothing more. */
final class CodeAnswers {
    private static final Logger log = LoggerFactory.getLogger(CodeAnswers.class);
    private static final int MAX_MESSAGE_LENGTH = 200;
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private CodeAnswers() {}

    static CodeResult coupon(String code, String couponId) {
        return CodeResult.newBuilder().setCode(code).setCouponId(couponId).build();
    }

    static CodeResult refused(String code, String message) {
        return without(code, UnusedCouponReason.UNUSED_COUPON_REASON_CODE_REFUSED, message);
    }

    static CodeResult unknown(String code, String message) {
        return without(code, UnusedCouponReason.UNUSED_COUPON_REASON_CODE_UNKNOWN_NOW, message);
    }

    /** Of a check: the claim that the customer has, or why there would be none, or the coupon that it would give. */
    static CodeResult checked(String code, CheckCodeResponse check) {
        if (!check.getClaim().isEmpty()) {
            return coupon(code, check.getClaim().substring(check.getClaim().lastIndexOf('/') + 1));
        }
        if (!check.getRefusalReason().isEmpty()) {
            return refused(code, check.getMessage());
        }
        return CodeResult.newBuilder()
                .setCode(code)
                .setOffer(OfferedCoupon.newBuilder()
                        .setTerms(check.getTerms())
                        .setCampaign(check.getCampaign())
                        .setCampaignVersion(check.getCampaignVersion()))
                .build();
    }

    /**
     * Of a failed call: a refusal tells itself by its details. Where nothing was decided, because the service is down, slow, or too busy
     * to look, nobody knows now what the code is worth.
     */
    static CodeResult failed(String code, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof StatusRuntimeException status && isRefusal(status.getStatus(), status.getTrailers())) {
            return refused(code, String.valueOf(status.getStatus().getDescription()));
        }
        log.debug("A code could not be asked about.", cause);
        return unknown(code, "code: nobody could be asked about it in time");
    }

    private static boolean isRefusal(Status status, @Nullable Metadata trailers) {
        return trailers != null
                && trailers.containsKey(DETAILS)
                && !trailers.containsKey(PUSHBACK)
                && status.getCode() != Status.Code.UNAVAILABLE;
    }

    private static CodeResult without(String code, UnusedCouponReason reason, String message) {
        int end = message.codePointCount(0, message.length()) <= MAX_MESSAGE_LENGTH
                ? message.length()
                : message.offsetByCodePoints(0, MAX_MESSAGE_LENGTH);
        return CodeResult.newBuilder()
                .setCode(code)
                .setReason(reason)
                .setMessage(message.substring(0, end))
                .build();
    }
}
