package dev.giveback.feedback.grpc;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Waits for an actor, on a thread that may. */
final class Awaiting {
    private Awaiting() {}

    /** What a stage gives; its own timeout ends the waiting. */
    static <T> T of(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get();
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new CompletionException(closing);
        }
    }
}
