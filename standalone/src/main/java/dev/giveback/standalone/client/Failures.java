package dev.giveback.standalone.client;

import dev.giveback.client.Refusal;
import dev.giveback.standalone.console.Problem;
import io.grpc.Status;
import java.time.Duration;

/** What a call that failed says to the user. */
final class Failures {
    private Failures() {}

    /** A {@link Refused}, or a {@link Problem} if Giveback cannot be reached or the key does not allow the call. */
    static RuntimeException of(GatewayAddress connection, Exception failed) {
        Refusal refusal = Refusal.of(failed);
        return switch (refusal.code()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED ->
                Problem.unreachable(
                        "Giveback on " + connection.target() + " does not answer: " + refusal.message(), failed);
            case UNAUTHENTICATED -> Problem.notAllowed(notAccepted(connection.key(), refusal), failed);
            case PERMISSION_DENIED -> Problem.notAllowed(notPermitted(connection.key(), refusal), failed);
            case OK,
                    CANCELLED,
                    UNKNOWN,
                    INVALID_ARGUMENT,
                    NOT_FOUND,
                    ALREADY_EXISTS,
                    RESOURCE_EXHAUSTED,
                    FAILED_PRECONDITION,
                    ABORTED,
                    OUT_OF_RANGE,
                    UNIMPLEMENTED,
                    INTERNAL,
                    DATA_LOSS -> new Refused(refusal.reason(), message(refusal), failed);
        };
    }

    /** Whether a code says that the key is missing or does not allow the call. */
    static boolean isNotAllowed(Status.Code code) {
        return code == Status.Code.UNAUTHENTICATED || code == Status.Code.PERMISSION_DENIED;
    }

    private static String notAccepted(GatewayAddress.Key key, Refusal refusal) {
        if (key.secret().isEmpty()) {
            return "Giveback asks for a key: give a file with --key-file, or set GIVEBACK_KEY (" + key.source() + ")";
        }
        String why = switch (refusal.reason()) {
            case "KEY_EXPIRED" -> "its time is over";
            case "KEY_REVOKED" -> "it was revoked";
            case "KEY_UNKNOWN" -> "this Giveback does not know it";
            default -> refusal.message();
        };
        return "the key of " + key.source() + " is not accepted: " + why;
    }

    private static String notPermitted(GatewayAddress.Key key, Refusal refusal) {
        String scope = refusal.metadata().get("scope");
        return refusal.reason().equals("SCOPE_MISSING") && scope != null
                ? "the key of " + key.source() + " may not do this: it lacks the scope " + scope
                : "not allowed: " + refusal.message();
    }

    private static String message(Refusal refusal) {
        String approval = refusal.metadata().get("approval");
        if (refusal.reason().equals("APPROVAL_REQUIRED") && approval != null) {
            return "a second person must approve it first, with: giveback approvals approve " + approval
                    + "; then the same command again";
        }
        return refusal.message()
                + refusal.retryAfter()
                        .map(delay -> "; try again in " + seconds(delay) + " s")
                        .orElse("");
    }

    private static long seconds(Duration delay) {
        return Math.max(1, delay.plusNanos(999_999_999).toSeconds());
    }
}
