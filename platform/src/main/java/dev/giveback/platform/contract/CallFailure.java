package dev.giveback.platform.contract;

import com.google.rpc.Code;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a caller is told when a call fails rather than being refused. */
public final class CallFailure {
    private static final Logger LOG = LoggerFactory.getLogger(CallFailure.class);
    /** Tells clients that retry by the service config not to: a retry storm is what an overload needs least. */
    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private CallFailure() {}

    /**
     * The status of a failure: what was refused stays refused, a time-out leaves the outcome open, a rejected execution is an overload,
     * and everything else is a bug, of which the caller is told nothing more.
     *
     * @param domain of the error info
     */
    public static StatusRuntimeException of(String domain, Throwable failure) {
        return switch (rootOf(failure)) {
            case StatusRuntimeException refused -> refused;
            case TimeoutException timeout -> unknownOutcome(domain);
            case RejectedExecutionException overload ->
                shed(domain, "OVERLOADED", "too many calls are under way; nothing was recorded: try again later");
            case Throwable bug -> {
                LOG.error("A call failed.", bug);
                yield Status.INTERNAL.withDescription("internal error").asRuntimeException();
            }
        };
    }

    /** The failure inside what the futures wrapped around it. */
    public static Throwable rootOf(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** UNAVAILABLE (OUTCOME_UNKNOWN): the caller may repeat the same request. */
    public static StatusRuntimeException unknownOutcome(String domain) {
        return ErrorStatus.of(
                        Code.UNAVAILABLE,
                        domain,
                        "OUTCOME_UNKNOWN",
                        "no answer in time; whether it was recorded is not known: repeat with the same request_id")
                .toException();
    }

    /** RESOURCE_EXHAUSTED with a pushback: nothing was done, and clients shall not retry by themselves. */
    public static StatusRuntimeException shed(String domain, String reason, String message) {
        Metadata trailers = new Metadata();
        trailers.put(PUSHBACK, "-1");
        StatusRuntimeException status =
                ErrorStatus.of(Code.RESOURCE_EXHAUSTED, domain, reason, message).toException();
        Metadata details = status.getTrailers();
        if (details != null) {
            trailers.merge(details);
        }
        return status.getStatus().asRuntimeException(trailers);
    }
}
