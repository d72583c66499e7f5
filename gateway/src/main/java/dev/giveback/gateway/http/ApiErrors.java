package dev.giveback.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.RetryInfo;
import com.google.rpc.Status;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.Metadata;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors as AIP-193 writes them: the status of HTTP that fits, and the details as they came. */
final class ApiErrors {
    private static final Logger log = LoggerFactory.getLogger(ApiErrors.class);
    private static final int CLIENT_GONE = 499;

    private ApiErrors() {}

    /** The status that a call ended with. */
    static Status status(io.grpc.Status status, @Nullable Metadata trailers) {
        return StatusProto.fromStatusAndTrailers(status, trailers);
    }

    /** The status of whatever was thrown; a bug tells nothing of itself. */
    static Status status(Throwable thrown) {
        return switch (thrown) {
            case StatusRuntimeException told -> status(told.getStatus(), told.getTrailers());
            case StatusException told -> status(told.getStatus(), told.getTrailers());
            default -> {
                log.error("A request failed.", thrown);
                yield ErrorStatus.of(Code.INTERNAL, FieldProblem.DOMAIN, "INTERNAL", "internal error")
                        .toProto();
            }
        };
    }

    /** A status of ours. */
    static Status status(Code code, String reason, String message) {
        return ErrorStatus.of(code, FieldProblem.DOMAIN, reason, message).toProto();
    }

    /** The answer with the status of HTTP that fits. */
    static HttpResponse response(Status status) {
        return response(httpStatus(status.getCode()), status);
    }

    /** The answer with a status of HTTP that gRPC has no code for. */
    static HttpResponse response(int httpStatus, Status status) {
        ResponseHeadersBuilder headers = headers(httpStatus);
        retryAfterSeconds(status, headers);
        if (httpStatus == HttpStatus.UNAUTHORIZED.code()) {
            headers.set(HttpHeaderNames.WWW_AUTHENTICATE, "Bearer realm=\"giveback\"");
        }
        return HttpResponse.of(headers.build(), HttpData.ofUtf8(body(httpStatus, status)));
    }

    /** Headers of every answer in JSON. */
    static ResponseHeadersBuilder headers(int httpStatus) {
        return ResponseHeaders.builder(httpStatus)
                .contentType(MediaType.JSON_UTF_8)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'");
    }

    /** The body of an error, on one line. */
    static String body(Status status) {
        return body(httpStatus(status.getCode()), status);
    }

    static String body(int httpStatus, Status status) {
        ObjectNode error = Json.MAPPER.createObjectNode();
        error.put("code", httpStatus);
        error.put("message", status.getMessage());
        Code code = Code.forNumber(status.getCode());
        error.put("status", (code == null ? Code.UNKNOWN : code).name());
        var details = error.putArray("details");
        for (Any detail : status.getDetailsList()) {
            try {
                details.add(Json.MAPPER.readTree(Json.printDetail(detail)));
            } catch (IllegalArgumentException | JsonProcessingException unknownType) {
                log.debug("A detail of type {} is left out.", detail.getTypeUrl());
            }
        }
        return Json.MAPPER.createObjectNode().set("error", error).toString();
    }

    private static void retryAfterSeconds(Status status, ResponseHeadersBuilder headers) {
        for (Any detail : status.getDetailsList()) {
            if (detail.is(RetryInfo.class)) {
                try {
                    var delay = detail.unpack(RetryInfo.class).getRetryDelay();
                    long seconds = delay.getSeconds() + (delay.getNanos() > 0 ? 1 : 0);
                    headers.set(HttpHeaderNames.RETRY_AFTER, Long.toString(Math.max(1, seconds)));
                } catch (InvalidProtocolBufferException malformed) {
                    log.debug("A RetryInfo cannot be read.", malformed);
                }
            }
        }
    }

    /** As {@code google/rpc/code.proto} maps them. */
    static int httpStatus(int code) {
        Code known = Code.forNumber(code);
        return switch (known == null ? Code.UNKNOWN : known) {
            case OK -> 200;
            case INVALID_ARGUMENT, FAILED_PRECONDITION, OUT_OF_RANGE -> 400;
            case UNAUTHENTICATED -> 401;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case ABORTED, ALREADY_EXISTS -> 409;
            case RESOURCE_EXHAUSTED -> 429;
            case CANCELLED -> CLIENT_GONE;
            case UNKNOWN, INTERNAL, DATA_LOSS, UNRECOGNIZED -> 500;
            case UNIMPLEMENTED -> 501;
            case UNAVAILABLE -> 503;
            case DEADLINE_EXCEEDED -> 504;
        };
    }
}
