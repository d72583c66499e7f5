package dev.giveback.platform.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * A refusal on its way to the caller: a {@code google.rpc.Status} with {@code ErrorInfo} always, and {@code
 * BadRequest}, {@code PreconditionFailure}, {@code ResourceInfo} or {@code RetryInfo} where they fit. Services map their own refusals to
 * it by an exhaustive switch. All of it travels in the trailers, which clients limit to 8 KiB by default, so at most
 * {@value #MAX_VIOLATIONS} violations of each kind are sent; the rest is dropped, since whoever puts ten right will ask
 * again.
 */
public final class ErrorStatus {
    /** Violations of each kind that are sent. */
    public static final int MAX_VIOLATIONS = 10;

    private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]{0,61}[A-Z0-9]");

    private final Code code;
    private final String message;
    private final ErrorInfo.Builder info;
    private final BadRequest.Builder badRequest = BadRequest.newBuilder();
    private final PreconditionFailure.Builder precondition = PreconditionFailure.newBuilder();
    private final ResourceInfo.Builder resource = ResourceInfo.newBuilder();
    private final RetryInfo.Builder retry = RetryInfo.newBuilder();

    private ErrorStatus(Code code, String message, ErrorInfo.Builder info) {
        this.code = code;
        this.message = message;
        this.info = info;
    }

    /**
     * A refusal with its reason.
     *
     * @param code the status code, not OK
     * @param domain who refuses, {@code loyalty.giveback.dev} say
     * @param reason the reason in {@code UPPER_SNAKE_CASE}, at most 63 characters
     * @param message for a developer, in English, without personal data
     */
    public static ErrorStatus of(Code code, String domain, String reason, String message) {
        if (code == Code.OK || code == Code.UNRECOGNIZED) {
            throw new IllegalArgumentException("code: " + code + " (expected: the code of an error)");
        }
        if (!REASON.matcher(reason).matches()) {
            throw new IllegalArgumentException("reason: " + reason + " (expected: " + REASON + ")");
        }
        return new ErrorStatus(
                code, message, ErrorInfo.newBuilder().setDomain(domain).setReason(reason));
    }

    /** Adds a fact that a program can read, {@code missing} and {@code 12} say. */
    public ErrorStatus metadata(String key, String value) {
        info.putMetadata(key, value);
        return this;
    }

    /**
     * Adds a field that breaks its rule.
     *
     * @param field the path, {@code lines[3].quantity} say
     * @param rule the rule in {@code UPPER_SNAKE_CASE}, {@code INT64_GT} say
     * @param description what the rule says
     */
    public ErrorStatus fieldViolation(String field, String rule, String description) {
        if (badRequest.getFieldViolationsCount() < MAX_VIOLATIONS) {
            badRequest
                    .addFieldViolationsBuilder()
                    .setField(field)
                    .setReason(rule)
                    .setDescription(description);
        }
        return this;
    }

    /**
     * Adds a precondition that does not hold.
     *
     * @param type the kind of precondition, the reason say
     * @param subject what it is about, a resource name say
     * @param description what would have to hold
     */
    public ErrorStatus preconditionViolation(String type, String subject, String description) {
        if (precondition.getViolationsCount() < MAX_VIOLATIONS) {
            precondition
                    .addViolationsBuilder()
                    .setType(type)
                    .setSubject(subject)
                    .setDescription(description);
        }
        return this;
    }

    /**
     * Names the resource that the refusal is about.
     *
     * @param type its type, {@code giveback.dev/Customer} say
     * @param name its resource name
     */
    public ErrorStatus resource(String type, String name) {
        resource.setResourceType(type).setResourceName(name);
        return this;
    }

    /**
     * Tells when it is worth asking again.
     *
     * @param wait from now, at least a millisecond
     */
    public ErrorStatus retryAfter(Duration wait) {
        long millis = Math.max(1, wait.toMillis());
        retry.getRetryDelayBuilder().setSeconds(millis / 1000).setNanos((int) (millis % 1000) * 1_000_000);
        return this;
    }

    /** The refusal as gRPC sends it: for {@code onError}, or to be thrown by a handler. */
    public StatusRuntimeException toException() {
        return StatusProto.toStatusRuntimeException(toProto());
    }

    /** The refusal as it stands in the trailers. */
    public com.google.rpc.Status toProto() {
        com.google.rpc.Status.Builder status =
                com.google.rpc.Status.newBuilder().setCode(code.getNumber()).setMessage(message);
        add(status, info.build());
        add(status, badRequest.build());
        add(status, precondition.build());
        add(status, resource.build());
        add(status, retry.build());
        return status.build();
    }

    private static void add(com.google.rpc.Status.Builder status, Message detail) {
        if (!detail.equals(detail.getDefaultInstanceForType())) {
            status.addDetails(Any.pack(detail));
        }
    }
}
