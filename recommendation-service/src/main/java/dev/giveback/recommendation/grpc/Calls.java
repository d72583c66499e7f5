package dev.giveback.recommendation.grpc;

import dev.giveback.recommendation.contract.Reason;
import dev.giveback.recommendation.contract.RefusalStatus;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.live.Shops;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** What every call goes through: whether this node is ready, its program, and its answer. */
final class Calls {
    private final Shops shops;

    Calls(Shops shops) {
        this.shops = shops;
    }

    /** What to do with a call; what it throws is the answer too. */
    interface Work {
        void run() throws Exception;
    }

    /** Does something now, on the calling thread. */
    static void answer(Work work, StreamObserver<?> responses) {
        try {
            work.run();
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        } catch (Exception failed) {
            responses.onError(RefusalStatus.of(failed));
        }
    }

    /** Does something on another thread; where there is no room for it, the caller is told of the overload. */
    static void answerOn(Executor executor, Work work, StreamObserver<?> responses) {
        try {
            executor.execute(() -> answer(work, responses));
        } catch (RejectedExecutionException overload) {
            responses.onError(RefusalStatus.of(overload));
        }
    }

    /** Answers when a stage ends. */
    static <A> void answer(Supplier<CompletionStage<A>> outcome, StreamObserver<A> responses) {
        answer(
                () -> {
                    var unused = outcome.get().whenComplete((answer, failure) -> {
                        if (failure == null) {
                            respond(answer, responses);
                        } else {
                            responses.onError(RefusalStatus.of(failure));
                        }
                    });
                },
                responses);
    }

    static <A> void respond(A answer, StreamObserver<A> responses) {
        responses.onNext(answer);
        responses.onCompleted();
    }

    /** Refuses while this node has not read the journal to its end once. */
    void checkReady() {
        if (!shops.isReady()) {
            throw RefusalStatus.of(
                    Reason.STARTING, "node: it has not read the journal to its end yet; try again in a moment");
        }
    }

    /** The program, once the node is ready. */
    LiveShop shop(String program) {
        checkReady();
        return shops.find(program)
                .orElseThrow(
                        () -> RefusalStatus.of(Reason.PROGRAM_NOT_FOUND, "program: there is no program " + program));
    }
}
