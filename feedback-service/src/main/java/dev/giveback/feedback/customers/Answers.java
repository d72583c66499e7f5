package dev.giveback.feedback.customers;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import java.util.Set;

/** What of another service's failures is an answer, and what leaves everything open. */
public final class Answers {
    /** Reasons that say that nothing was decided, or not for good. */
    private static final Set<String> OPEN = Set.of(
            "OUTCOME_UNKNOWN",
            "OVERLOADED",
            "SOURCE_AWAY",
            "LOYALTY_AWAY",
            "CUSTOMER_MERGING",
            "CAMPAIGN_BUSY",
            "CAMPAIGN_PAUSED",
            "CAMPAIGN_NOT_STARTED",
            "DAY_LIMIT_REACHED");

    private Answers() {}

    /**
     * A refusal for good.
     *
     * @param mergedInto name of the customer that has everything of the one asked about; empty for other reasons than CUSTOMER_MERGED
     */
    public record Refused(String reason, String mergedInto) {}

    /** The refusal in a failure; nothing when it is none, so that the call must be made again. */
    public static Optional<Refused> of(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, INTERNAL, UNKNOWN, UNIMPLEMENTED, UNAUTHENTICATED ->
                Optional.empty();
            case OK,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    PERMISSION_DENIED,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    DATA_LOSS -> refusal(failure);
        };
    }

    private static Optional<Refused> refusal(StatusRuntimeException failure) {
        com.google.rpc.Status details = StatusProto.fromThrowable(failure);
        if (details == null) {
            return Optional.empty();
        }
        return details.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(Answers::info)
                .filter(info -> !info.getReason().isEmpty() && !OPEN.contains(info.getReason()))
                .findFirst()
                .map(info -> new Refused(info.getReason(), info.getMetadataOrDefault("merged_into", "")));
    }

    private static ErrorInfo info(Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            return ErrorInfo.getDefaultInstance();
        }
    }
}
