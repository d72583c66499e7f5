package dev.giveback.client;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why a call failed, read from its {@link io.grpc.StatusRuntimeException}.
 *
 * <pre>{@code
 * try {
 *     client.points().redeemPoints(request);
 * } catch (StatusRuntimeException failed) {
 *     Refusal refusal = Refusal.of(failed);
 *     if (refusal.reason().equals("INSUFFICIENT_POINTS")) {
 *         System.out.println(refusal.metadata().get("missing") + " points are missing");
 *     }
 * }
 * }</pre>
 *
 * @param code the gRPC status code; {@code UNAVAILABLE} and {@code DEADLINE_EXCEEDED} say that the outcome is not known: repeat the call with the
 *     same request id
 * @param reason why, from a closed list: {@code INSUFFICIENT_POINTS} say; the name of the code if the service gave none
 * @param message the same for people
 * @param metadata figures that belong to the reason, {@code missing} say
 * @param violations every field that breaks a rule, for {@code INVALID_ARGUMENT}
 * @param retryAfter after how long it is worth trying again, if the service says so
 */
public record Refusal(
        Status.Code code,
        String reason,
        String message,
        Map<String, String> metadata,
        List<Violation> violations,
        Optional<Duration> retryAfter) {

    /** Copies the collections. */
    public Refusal {
        metadata = Map.copyOf(metadata);
        violations = List.copyOf(violations);
    }

    /**
     * A field that breaks its rule.
     *
     * @param field its path in the request
     * @param rule what is expected
     */
    public record Violation(String field, String rule) {}

    /** Reads why a call failed; anything that is no failed call is {@code UNKNOWN}. */
    public static Refusal of(Throwable failed) {
        Status status = Status.fromThrowable(failed);
        com.google.rpc.Status details = StatusProto.fromThrowable(failed);
        List<Any> all = details == null ? List.of() : details.getDetailsList();
        ErrorInfo info = first(all, ErrorInfo.class).orElse(ErrorInfo.getDefaultInstance());
        String message = status.getDescription();
        return new Refusal(
                status.getCode(),
                info.getReason().isEmpty() ? status.getCode().name() : info.getReason(),
                message == null ? status.getCode().name() : message,
                info.getMetadataMap(),
                first(all, BadRequest.class).stream()
                        .flatMap(bad -> bad.getFieldViolationsList().stream())
                        .map(field -> new Violation(field.getField(), field.getDescription()))
                        .toList(),
                first(all, RetryInfo.class).map(RetryInfo::getRetryDelay).map(Refusal::duration));
    }

    private static Duration duration(com.google.protobuf.Duration delay) {
        return Duration.ofSeconds(delay.getSeconds(), delay.getNanos());
    }

    private static <M extends Message> Optional<M> first(List<Any> details, Class<M> type) {
        return details.stream().filter(detail -> detail.is(type)).findFirst().flatMap(detail -> unpacked(detail, type));
    }

    private static <M extends Message> Optional<M> unpacked(Any detail, Class<M> type) {
        try {
            return Optional.of(detail.unpack(type));
        } catch (InvalidProtocolBufferException garbled) {
            return Optional.empty();
        }
    }
}
