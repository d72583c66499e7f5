package dev.giveback.gateway.web;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Why feedback-service did not do what a page asked for.
 *
 * @param kind what it means for the page
 * @param metadata {@code thanks} and {@code language_code} where they are told
 * @param violations of INVALID: each field and its rule
 */
record LinkRefusal(Kind kind, Map<String, String> metadata, List<Violation> violations) {

    /** What a refusal means for the page. */
    enum Kind {
        /** Forged, cut off, or of another installation. */
        NOT_VALID,
        /** It can no longer be answered. */
        EXPIRED,
        /** It was answered. */
        ANSWERED,
        /** It was answered with another score. */
        CHANGED,
        /** The customer is not there any more. */
        GONE,
        /** A field breaks its rule. */
        INVALID,
        /** The service is down, slow or busy; the same can be tried again. */
        AWAY,
        /** A bug. */
        FAILED
    }

    /** A field that breaks its rule. */
    record Violation(String field, String rule) {}

    static LinkRefusal of(StatusRuntimeException failed) {
        com.google.rpc.Status details = StatusProto.fromThrowable(failed);
        String reason = "";
        Map<String, String> metadata = Map.of();
        List<Violation> violations = new ArrayList<>();
        for (Any detail : details == null ? List.<Any>of() : details.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                ErrorInfo info = unpack(detail, ErrorInfo.class, ErrorInfo.getDefaultInstance());
                reason = info.getReason();
                metadata = Map.copyOf(info.getMetadataMap());
            } else if (detail.is(BadRequest.class)) {
                unpack(detail, BadRequest.class, BadRequest.getDefaultInstance())
                        .getFieldViolationsList()
                        .forEach(each -> violations.add(new Violation(each.getField(), each.getDescription())));
            }
        }
        return new LinkRefusal(kind(reason, failed), metadata, List.copyOf(violations));
    }

    private static Kind kind(String reason, StatusRuntimeException failed) {
        return switch (reason) {
            case "LINK_NOT_VALID" -> Kind.NOT_VALID;
            case "LINK_EXPIRED" -> Kind.EXPIRED;
            case "ALREADY_ANSWERED" -> Kind.ANSWERED;
            case "ANSWER_CHANGED" -> Kind.CHANGED;
            case "CUSTOMER_GONE" -> Kind.GONE;
            default ->
                switch (failed.getStatus().getCode()) {
                    case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED, CANCELLED -> Kind.AWAY;
                    case INVALID_ARGUMENT -> Kind.INVALID;
                    default -> Kind.FAILED;
                };
        };
    }

    private static <T extends com.google.protobuf.Message> T unpack(Any detail, Class<T> type, T otherwise) {
        try {
            return detail.unpack(type);
        } catch (InvalidProtocolBufferException garbled) {
            return otherwise;
        }
    }
}
