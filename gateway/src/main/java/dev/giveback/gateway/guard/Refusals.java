package dev.giveback.gateway.guard;

import com.google.rpc.Code;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the gateway itself says no with. Nothing that a caller sent is repeated but names of scopes and methods. */
final class Refusals {
    private static final String DOMAIN = "gateway.giveback.dev";

    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    static StatusRuntimeException keyRequired() {
        return unauthenticated("KEY_REQUIRED", "a key is required: send authorization: Bearer <key>");
    }

    static StatusRuntimeException keyUnknown() {
        return unauthenticated("KEY_UNKNOWN", "the key is not known");
    }

    /** Whether it says that a key or token is none: it may be a guess. */
    static boolean isUnknownKey(StatusRuntimeException refusal) {
        Metadata trailers = refusal.getTrailers();
        String reason = trailers == null ? "" : Reasons.of(refusal.getStatus(), trailers);
        return reason.equals("KEY_UNKNOWN") || reason.equals("TOKEN_INVALID");
    }

    static StatusRuntimeException keyExpired() {
        return unauthenticated("KEY_EXPIRED", "the key has expired");
    }

    static StatusRuntimeException keyRevoked() {
        return unauthenticated("KEY_REVOKED", "the key was revoked");
    }

    static StatusRuntimeException tokenInvalid(String why) {
        return unauthenticated("TOKEN_INVALID", "the token is not accepted: " + why);
    }

    static StatusRuntimeException keysUnavailable() {
        return of(Code.UNAVAILABLE, "KEYS_UNAVAILABLE", "keys cannot be checked at the moment")
                .retryAfter(Duration.ofSeconds(1))
                .toException();
    }

    static StatusRuntimeException tokenKeysUnavailable() {
        return of(Code.UNAVAILABLE, "KEYS_UNAVAILABLE", "tokens cannot be checked at the moment")
                .retryAfter(Duration.ofSeconds(5))
                .toException();
    }

    static StatusRuntimeException scopeMissing(String scope) {
        return of(Code.PERMISSION_DENIED, "SCOPE_MISSING", "the key does not have the scope " + scope)
                .metadata("scope", scope)
                .toException();
    }

    static StatusRuntimeException allProgramsNeeded() {
        return of(
                        Code.PERMISSION_DENIED,
                        "ALL_PROGRAMS_NEEDED",
                        "the call touches every program, and the key does not have all: name one of its programs")
                .toException();
    }

    static StatusRuntimeException notFound() {
        return of(Code.NOT_FOUND, "RESOURCE_NOT_FOUND", "a resource that the request names was not found")
                .toException();
    }

    static StatusRuntimeException malformed() {
        return of(Code.INVALID_ARGUMENT, "MALFORMED_REQUEST", "the request is not the bytes of its message")
                .toException();
    }

    static StatusRuntimeException approvalRequired(String approval) {
        return of(
                        Code.FAILED_PRECONDITION,
                        "APPROVAL_REQUIRED",
                        "a second person has to approve this first; then send the same request again")
                .metadata("approval", approval)
                .toException();
    }

    static StatusRuntimeException approvalDeclined(String approval) {
        return of(Code.FAILED_PRECONDITION, "APPROVAL_DECLINED", "a second person declined this")
                .metadata("approval", approval)
                .toException();
    }

    static StatusRuntimeException actsUnavailable() {
        return of(Code.UNAVAILABLE, "AUDIT_UNAVAILABLE", "the act cannot be recorded at the moment, so it is not done")
                .retryAfter(Duration.ofSeconds(1))
                .toException();
    }

    static StatusRuntimeException rateLimited(String whose, int perSecond, Duration wait) {
        return of(Code.RESOURCE_EXHAUSTED, "RATE_LIMITED", "too many calls for one " + whose)
                .metadata("limit", whose)
                .metadata("requestsPerSecond", Integer.toString(perSecond))
                .retryAfter(wait)
                .toException();
    }

    static StatusRuntimeException tooManyGuesses(Duration wait) {
        return of(Code.RESOURCE_EXHAUSTED, "TOO_MANY_GUESSES", "too many wrong guesses")
                .retryAfter(wait)
                .toException();
    }

    static StatusRuntimeException overloaded() {
        return of(Code.RESOURCE_EXHAUSTED, "OVERLOADED", "more calls are under way than can be done in time")
                .retryAfter(Duration.ofSeconds(1))
                .toException();
    }

    static StatusRuntimeException notServed() {
        return of(Code.UNIMPLEMENTED, "METHOD_UNKNOWN", "the method is not served")
                .toException();
    }

    /** The refusal that something failed with; a bug is logged, and told as such and no more. */
    static StatusRuntimeException from(Throwable failure, String method) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof StatusRuntimeException refusal) {
            return refusal;
        }
        log.error("{} was not let in", method, cause);
        return of(Code.INTERNAL, "INTERNAL", "internal error").toException();
    }

    private static StatusRuntimeException unauthenticated(String reason, String message) {
        return of(Code.UNAUTHENTICATED, reason, message).toException();
    }

    private static ErrorStatus of(Code code, String reason, String message) {
        return ErrorStatus.of(code, DOMAIN, reason, message);
    }
}
