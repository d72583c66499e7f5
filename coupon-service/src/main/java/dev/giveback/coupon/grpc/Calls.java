package dev.giveback.coupon.grpc;

import dev.giveback.coupon.contract.RefusalStatus;
import dev.giveback.coupon.customers.ProgramFacts;
import dev.giveback.coupon.customers.Programs;
import dev.giveback.coupon.domain.Reason;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** What every call goes through: how long it may take, its program, and its answer. No thread waits meanwhile. */
final class Calls {
    private final Programs programs;
    private final Supplier<String> principal;
    private final Duration timeout;

    /**
     * The calls.
     *
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     * @param timeout the longest that an actor is waited for; a shorter deadline of the call counts
     */
    Calls(Programs programs, Supplier<String> principal, Duration timeout) {
        this.programs = programs;
        this.principal = principal;
        this.timeout = timeout;
    }

    String principal() {
        return principal.get();
    }

    /** Answers a call by what is done with its program, within the call's own time. */
    <A> void answer(
            Supplier<String> program,
            BiFunction<ProgramFacts, Duration, CompletionStage<A>> rest,
            StreamObserver<A> responses) {
        try {
            String id = program.get();
            Duration patience = patience();
            respond(withProgram(id, patience, rest), responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    <A> CompletionStage<A> withProgram(
            String id, Duration patience, BiFunction<ProgramFacts, Duration, CompletionStage<A>> rest) {
        return programs.find(id)
                .thenCompose(found -> rest.apply(
                        found.orElseThrow(
                                () -> RefusalStatus.of(Reason.PROGRAM_NOT_FOUND, "program: there is no program " + id)),
                        patience));
    }

    private Duration patience() {
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
                responses.onError(RefusalStatus.of(failure));
            }
        });
    }
}
