package dev.giveback.coupon.customers;

import com.google.common.util.concurrent.ListenableFuture;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** gRPC's futures as those of the JDK. */
final class Futures {
    private Futures() {}

    /** Completes with the call, on the thread that ends it. */
    static <T> CompletableFuture<T> of(ListenableFuture<T> call) {
        CompletableFuture<T> stage = new CompletableFuture<>();
        call.addListener(() -> complete(call, stage), Runnable::run);
        return stage;
    }

    /** The call is done, so nothing waits here. */
    private static <T> void complete(ListenableFuture<T> call, CompletableFuture<T> stage) {
        try {
            stage.complete(call.get());
        } catch (ExecutionException e) {
            stage.completeExceptionally(e.getCause() == null ? e : e.getCause());
        } catch (CancellationException e) {
            stage.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stage.completeExceptionally(e);
        }
    }
}
