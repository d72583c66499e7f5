package dev.giveback.gateway.operations;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One answer, or how the call failed. */
final class Answered<A> implements StreamObserver<A> {
    private final CompletableFuture<A> answer = new CompletableFuture<>();

    private Answered() {}

    /** Calls, and gives what comes of it; the call must have a deadline. */
    static <A> CompletableFuture<A> by(Consumer<StreamObserver<A>> call) {
        Answered<A> answered = new Answered<>();
        call.accept(answered);
        return answered.answer;
    }

    @Override
    public void onNext(A value) {
        answer.complete(value);
    }

    @Override
    public void onError(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
        answer.completeExceptionally(new IllegalStateException("answer: none (expected: one)"));
    }
}
