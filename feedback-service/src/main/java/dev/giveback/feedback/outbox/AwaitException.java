package dev.giveback.feedback.outbox;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** An actor did not answer in time, or failed. */
final class AwaitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private AwaitException(Throwable cause) {
        super("no answer of an actor", cause);
    }

    /** What a stage gives; its own timeout ends the waiting. */
    static <T> T await(CompletionStage<T> stage) throws InterruptedException {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw new AwaitException(failed.getCause() == null ? failed : failed.getCause());
        }
    }
}
