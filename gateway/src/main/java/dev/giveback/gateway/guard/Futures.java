package dev.giveback.gateway.guard;

import com.google.common.util.concurrent.ListenableFuture;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Answers of stubs as the JDK has them. */
final class Futures {
    private Futures() {}

    static <T> CompletableFuture<T> of(ListenableFuture<T> answer) {
        CompletableFuture<T> future = new CompletableFuture<>();
        answer.addListener(
                () -> {
                    try {
                        future.complete(answer.get());
                    } catch (ExecutionException failed) {
                        future.completeExceptionally(failed.getCause());
                    } catch (InterruptedException | RuntimeException failed) {
                        future.completeExceptionally(failed);
                    }
                },
                Runnable::run);
        return future;
    }
}
