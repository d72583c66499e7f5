package dev.giveback.loyalty.contract;

import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionStage;

/** How a call is answered that ends later. */
public final class Responses {
    private Responses() {}

    /** Sends the answer when it is there, or what {@link RefusalStatus#of(Throwable)} says of the failure; blocks nobody. */
    public static <A> void send(CompletionStage<A> outcome, StreamObserver<A> responses) {
        var unused = outcome.whenComplete((answer, failure) -> {
            if (failure == null) {
                responses.onNext(answer);
                responses.onCompleted();
            } else {
                responses.onError(RefusalStatus.of(failure));
            }
        });
    }
}
