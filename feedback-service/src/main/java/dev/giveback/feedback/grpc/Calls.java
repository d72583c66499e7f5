package dev.giveback.feedback.grpc;

import com.google.protobuf.Message;
import dev.giveback.feedback.contract.RefusalStatus;
import dev.giveback.feedback.customers.AwayException;
import dev.giveback.feedback.domain.Reason;
import dev.giveback.feedback.domain.Request;
import dev.giveback.feedback.texts.TextsAwayException;
import dev.giveback.platform.contract.CallFailure;
import dev.giveback.platform.contract.Fingerprint;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What every call goes through: how long it may take, whether its program is there, and its answer. No thread of the network waits meanwhile. */
public final class Calls {
    private final Predicate<String> programs;
    private final Executor blocking;
    private final Supplier<String> principal;
    private final Duration timeout;

    /**
     * The calls.
     *
     * @param programs whether there is a program of this id; it may block, and fails with an {@link AwayException}
     * @param blocking whose threads may wait
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     * @param timeout the longest that an actor is waited for; a shorter deadline of the call counts
     */
    public Calls(Predicate<String> programs, Executor blocking, Supplier<String> principal, Duration timeout) {
        this.programs = programs;
        this.blocking = blocking;
        this.principal = principal;
        this.timeout = timeout;
    }

    /** Whose threads may wait. */
    Executor blocking() {
        return blocking;
    }

    /** Who asks, and how a repeat is recognised. */
    Request request(String requestId, Message request) {
        return new Request(Checks.requestId(requestId), Fingerprint.of(request, "validate_only"), principal.get());
    }

    /** Who asks for what is not repeated by a request id. */
    Request request() {
        return new Request("", 0, principal.get());
    }

    /**
     * Answers a call by what is done once its program is known to be there, within the call's own time.
     *
     * @param checked what the request says, and its program; it throws the refusal of what is wrong
     */
    <C, A> void answer(
            Supplier<C> checked,
            Function<C, String> program,
            BiFunction<C, Duration, CompletionStage<A>> rest,
            StreamObserver<A> responses) {
        try {
            C content = checked.get();
            Duration patience = patience();
            respond(exists(program.apply(content)).thenCompose(there -> rest.apply(content, patience)), responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    /** The same of a call that answers by a stream; what is done may block. */
    <C, A> void stream(
            Supplier<C> checked, Function<C, String> program, Consumer<C> rest, StreamObserver<A> responses) {
        try {
            C content = checked.get();
            var unused = exists(program.apply(content))
                    .thenAcceptAsync(there -> rest.accept(content), blocking)
                    .exceptionally(failure -> {
                        responses.onError(status(failure));
                        return null;
                    });
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    /** Does what may block on a thread that may. */
    <A> CompletionStage<A> later(Supplier<A> work) {
        return CompletableFuture.supplyAsync(work, blocking);
    }

    private CompletionStage<Void> exists(String program) {
        return CompletableFuture.runAsync(
                () -> {
                    if (!programs.test(program)) {
                        throw RefusalStatus.of(Reason.PROGRAM_NOT_FOUND, "program: there is no program " + program);
                    }
                },
                blocking);
    }

    /** How long the call that is being handled may take. */
    Duration patience() {
        Deadline deadline = Context.current().getDeadline();
        long left = deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.MILLISECONDS);
        return Duration.ofMillis(Math.max(1, Math.min(left, timeout.toMillis())));
    }

    static <A> void respond(CompletionStage<A> outcome, StreamObserver<A> responses) {
        var unused = outcome.whenComplete((answer, failure) -> {
            if (failure == null) {
                responses.onNext(answer);
                responses.onCompleted();
            } else {
                responses.onError(status(failure));
            }
        });
    }

    /** What a caller is told of a failure: another service, or the database, that does not answer is away, and nothing was done. */
    static StatusRuntimeException status(Throwable failure) {
        return switch (CallFailure.rootOf(failure)) {
            case AwayException away ->
                RefusalStatus.of(Reason.SOURCE_AWAY, "loyalty-service: it does not answer; try again in a moment");
            case TextsAwayException away ->
                RefusalStatus.of(Reason.SOURCE_AWAY, "database: it does not answer; try again in a moment");
            default -> RefusalStatus.of(failure);
        };
    }
}
