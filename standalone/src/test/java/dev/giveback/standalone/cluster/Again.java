package dev.giveback.standalone.cluster;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Asks again, as clients do that are told that somebody cannot answer now. */
final class Again {
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private Again() {}

    /**
     * The first answer or refusal.
     *
     * @param call is given how often it was asked before
     */
    static <T> T untilAnswered(IntFunction<T> call) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int asked = 0; ; asked++) {
            try {
                return call.apply(asked);
            } catch (StatusRuntimeException failed) {
                if (!isPassing(failed) || System.nanoTime() > end) {
                    throw failed;
                }
                sleep();
            }
        }
    }

    private static boolean isPassing(StatusRuntimeException failed) {
        return failed.getStatus().getCode() == Status.Code.UNAVAILABLE
                || failed.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED;
    }

    private static void sleep() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
