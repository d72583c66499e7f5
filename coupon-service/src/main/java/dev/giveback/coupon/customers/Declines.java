package dev.giveback.coupon.customers;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import dev.giveback.platform.contract.CallFailure;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import java.util.Set;

/** What of loyalty-service's failures is an answer, and what leaves everything open. */
final class Declines {
    private static final String LOYALTY = "loyalty.giveback.dev";
    /** Reasons of loyalty-service that say that nothing was decided. */
    private static final Set<String> UNDECIDED = Set.of("OUTCOME_UNKNOWN", "OVERLOADED", "CUSTOMER_MERGING");

    private Declines() {}

    /**
     * A refusal by loyalty-service.
     *
     * @param mergedInto name of the customer that has everything of the one asked about; empty for other reasons than CUSTOMER_MERGED
     */
    record Decline(String reason, String mergedInto, StatusRuntimeException status) {}

    /** The refusal in a failure; nothing when it is none, so that the call must be made again. */
    static Optional<Decline> of(Throwable failure) {
        if (!(CallFailure.rootOf(failure) instanceof StatusRuntimeException status)) {
            return Optional.empty();
        }
        com.google.rpc.Status details = StatusProto.fromThrowable(status);
        if (details == null) {
            return Optional.empty();
        }
        return details.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(Declines::info)
                .filter(info -> info.getDomain().equals(LOYALTY) && !UNDECIDED.contains(info.getReason()))
                .findFirst()
                .map(info -> new Decline(info.getReason(), info.getMetadataOrDefault("merged_into", ""), status));
    }

    private static ErrorInfo info(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            return ErrorInfo.getDefaultInstance();
        }
    }
}
