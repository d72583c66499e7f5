package dev.giveback.standalone.replay;

import dev.giveback.standalone.console.Problem;
import io.grpc.Status;
import java.time.Duration;

/**
 * What to do about a call that failed. UNAVAILABLE and DEADLINE_EXCEEDED leave open whether it was carried out, and a shed call
 * was not: all three are asked again with the same request id. Everything else is an answer.
 *
 * @param firstDelay before the second attempt; it doubles from one to the next
 * @param maxDelay the longest delay
 * @param patience for how long one call is tried
 */
record RetryPolicy(Duration firstDelay, Duration maxDelay, Duration patience) {
    private static final int MAX_DOUBLINGS = 20;

    /** 50 ms to 1 s, for a minute. */
    static RetryPolicy standard() {
        return new RetryPolicy(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofMinutes(1));
    }

    /** What to do. */
    sealed interface Decision {}

    /** Send it again after a delay. */
    record Again(Duration delay) implements Decision {}

    /** It is refused. */
    record Refusal(String reason) implements Decision {}

    /** Giveback cannot be reached any more. */
    record GiveUp(Problem problem) implements Decision {}

    /**
     * Decides by the failure, the number of attempts before this one, and the time since the first.
     */
    Decision decide(Throwable failed, int attempts, long nanos) {
        Status status = Status.fromThrowable(failed);
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED ->
                nanos < patience.toNanos()
                        ? new Again(delay(attempts))
                        : new GiveUp(Problem.unreachable(
                                "Giveback has not answered for " + patience.toSeconds() + " s: " + text(status)
                                        + "; a second run goes on where this one ended",
                                failed));
            case UNAUTHENTICATED, PERMISSION_DENIED ->
                new GiveUp(Problem.notAllowed("the key does not allow it: " + text(status), failed));
            default -> new Refusal(dev.giveback.client.Refusal.of(failed).reason());
        };
    }

    private static String text(Status status) {
        return status.getDescription() == null ? status.getCode().name() : status.getDescription();
    }

    private Duration delay(int attempts) {
        long millis = firstDelay.toMillis() << Math.min(attempts, MAX_DOUBLINGS);
        return Duration.ofMillis(Math.min(millis, maxDelay.toMillis()));
    }
}
