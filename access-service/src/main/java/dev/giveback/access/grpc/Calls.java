package dev.giveback.access.grpc;

import dev.giveback.access.contract.RefusalStatus;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** How calls are answered: by a stage, within the call's own time. */
final class Calls {
    private final Duration timeout;
    private final LongAdder asked;

    /**
     * How they are.
     *
     * @param timeout the longest that an actor is waited for; a shorter deadline of the call counts
     * @param asked counts them
     */
    Calls(Duration timeout, LongAdder asked) {
        this.timeout = timeout;
        this.asked = asked;
    }

    /** Answers by what comes of this, which is given the time that there is. */
    <A> void answer(Function<Duration, CompletionStage<A>> work, StreamObserver<A> responses) {
        asked.increment();
        CompletionStage<A> outcome;
        try {
            outcome = work.apply(patience());
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
            return;
        }
        var unused = outcome.whenComplete((answer, failure) -> {
            if (failure == null) {
                responses.onNext(answer);
                responses.onCompleted();
            } else {
                responses.onError(RefusalStatus.of(failure));
            }
        });
    }

    private Duration patience() {
        Deadline deadline = Context.current().getDeadline();
        long left = deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.MILLISECONDS);
        return Duration.ofMillis(Math.max(1, Math.min(left, timeout.toMillis())));
    }
}
