package dev.giveback.loyalty.grpc;

import com.google.protobuf.Message;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.actor.CustomerReply.Recorded;
import dev.giveback.loyalty.actor.CustomerReply.Refused;
import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.actor.CustomerReply.Unchanged;
import dev.giveback.loyalty.actor.Customers;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.contract.Responses;
import dev.giveback.loyalty.domain.Cart;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Merge;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Quotation;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.program.ProgramRegistry;
import dev.giveback.loyalty.program.ProgramVersion;
import dev.giveback.platform.contract.Fingerprint;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What every call about a customer goes through: the program is found, the request becomes a command, the customer's actor decides
 * it, and its answer becomes the response. No thread waits meanwhile.
 */
final class CustomerCalls {
    /** What the gateway found out about codes is not content: of a repeat it may come out another way. */
    private static final String CODE_RESULTS = "code_results";

    private final Customers customers;
    private final ProgramRegistry programs;
    private final Supplier<String> principal;
    private final Duration timeout;

    /**
     * The calls.
     *
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     * @param timeout the longest that an actor is waited for; a shorter deadline of the call counts
     */
    CustomerCalls(Customers customers, ProgramRegistry programs, Supplier<String> principal, Duration timeout) {
        this.customers = customers;
        this.programs = programs;
        this.principal = principal;
        this.timeout = timeout;
    }

    /** One call that changes a customer: its request, and how it becomes a command and an answer. */
    record ChangeCall<A>(
            Message request,
            String customerName,
            String requestId,
            boolean validateOnly,
            BiFunction<Request, Program, Command> command,
            BiFunction<CustomerEvent, Program, A> answer) {}

    /** Carries out a call that changes a customer. */
    <A> void change(ChangeCall<A> call, StreamObserver<A> responses) {
        try {
            CustomerId id = Checks.customer(call.customerName(), "customer");
            Checks.id(call.requestId(), "request_id");
            Request request =
                    new Request(call.requestId(), Fingerprint.of(call.request(), CODE_RESULTS), principal.get());
            Duration patience = patience();
            Responses.send(
                    withProgram(id.program(), program -> decide(call, id, request, program, patience)), responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    private <A> CompletionStage<A> decide(
            ChangeCall<A> call, CustomerId id, Request request, Program program, Duration patience) {
        Command command = call.command().apply(request, program);
        return customers
                .decide(id, command, call.validateOnly(), patience)
                .thenApply(reply -> call.answer().apply(recorded(reply), program));
    }

    /** One call that takes several steps, the first of them at this customer. */
    @FunctionalInterface
    interface Steps<A> {
        CompletionStage<A> take(CustomerId id, Request request, Duration patience);
    }

    /** Carries out a call that takes several steps. */
    <A> void take(
            Message call,
            String customerName,
            String field,
            String requestId,
            Steps<A> steps,
            StreamObserver<A> responses) {
        try {
            CustomerId id = Checks.customer(customerName, field);
            Checks.id(requestId, "request_id");
            Request request = new Request(requestId, Fingerprint.of(call), principal.get());
            Duration patience = patience();
            Responses.send(withProgram(id.program(), program -> steps.take(id, request, patience)), responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    /**
     * Carries out a call that changes a customer unless it was changed so before; then the answer tells how the account stands.
     *
     * @param unchanged the answer when there was nothing to record
     */
    <A> void changeOnce(ChangeCall<A> call, Function<Standing, A> unchanged, StreamObserver<A> responses) {
        try {
            CustomerId id = Checks.customer(call.customerName(), "customer");
            Checks.id(call.requestId(), "request_id");
            Request request =
                    new Request(call.requestId(), Fingerprint.of(call.request(), CODE_RESULTS), principal.get());
            Duration patience = patience();
            Responses.send(
                    withProgram(
                            id.program(),
                            program -> customers
                                    .decide(id, call.command().apply(request, program), call.validateOnly(), patience)
                                    .thenCompose(reply -> reply instanceof Unchanged
                                            ? customers
                                                    .read(id, patience)
                                                    .thenApply(standing -> unchanged.apply(known(standing)))
                                            : CompletableFuture.completedStage(
                                                    call.answer().apply(recorded(reply), program)))),
                    responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    /** Carries out a call that asks for a price; of a customer of whom nothing is known too. */
    <A> void quote(
            String name,
            String orderId,
            Function<Program, Cart> cart,
            Function<Quotation, A> answer,
            StreamObserver<A> responses) {
        try {
            CustomerId id = Checks.customer(name, "customer");
            Duration patience = patience();
            Responses.send(
                    withProgram(
                            id.program(),
                            program -> customers
                                    .quote(id, orderId, cart.apply(program), patience)
                                    .thenApply(reply -> answer.apply(quoted(reply)))),
                    responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    private static Quotation quoted(CustomerReply reply) {
        return switch (reply) {
            case CustomerReply.Quoted quoted -> quoted.quotation();
            case Refused refused -> throw RefusalStatus.of(refused.refusal());
            case Recorded recorded -> throw new IllegalStateException("recorded (expected: quoted)");
            case Unchanged unchanged -> throw new IllegalStateException("unchanged (expected: quoted)");
            case Standing standing -> throw new IllegalStateException("standing (expected: quoted)");
        };
    }

    /** Carries out a call that reads a customer. */
    <A> void read(String name, String field, Function<Standing, A> answer, StreamObserver<A> responses) {
        read(name, field, answer, CustomerCalls::existing, responses);
    }

    /** The same, of one that was merged into another customer too. */
    <A> void readMergedToo(String name, String field, Function<Standing, A> answer, StreamObserver<A> responses) {
        read(name, field, answer, CustomerCalls::existingOrMerged, responses);
    }

    private <A> void read(
            String name,
            String field,
            Function<Standing, A> answer,
            UnaryOperator<Standing> check,
            StreamObserver<A> responses) {
        try {
            CustomerId id = Checks.customer(name, field);
            Duration patience = patience();
            Responses.send(
                    withProgram(
                            id.program(),
                            program ->
                                    customers.read(id, patience).thenApply(reply -> answer.apply(known(reply, check)))),
                    responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    /** Gives a program to the rest of a call: at once when this node knows it, else when it has been asked for. */
    <A> CompletionStage<A> withProgram(String programId, Function<Program, CompletionStage<A>> rest) {
        ProgramVersion known = programs.find(programId);
        if (known != null) {
            return rest.apply(known.rules());
        }
        return programs.findOrAsk(programId)
                .thenCompose(asked -> rest.apply(asked.orElseThrow(
                                () -> refused(Reason.PROGRAM_NOT_FOUND, "program: there is no program " + programId))
                        .rules()));
    }

    private Duration patience() {
        Deadline deadline = Context.current().getDeadline();
        long left = deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.MILLISECONDS);
        return Duration.ofMillis(Math.max(1, Math.min(left, timeout.toMillis())));
    }

    private static CustomerEvent recorded(CustomerReply reply) {
        return switch (reply) {
            case Recorded recorded -> recorded.event();
            case Refused refused -> throw RefusalStatus.of(refused.refusal());
            case Unchanged unchanged -> throw new IllegalStateException("unchanged (expected: recorded or refused)");
            case Standing standing -> throw new IllegalStateException("standing (expected: recorded or refused)");
            case CustomerReply.Quoted quoted ->
                throw new IllegalStateException("quoted (expected: recorded or refused)");
        };
    }

    private static Standing known(CustomerReply reply) {
        return known(reply, CustomerCalls::existing);
    }

    private static Standing known(CustomerReply reply, UnaryOperator<Standing> check) {
        return switch (reply) {
            case Standing standing -> check.apply(standing);
            case Refused refused -> throw RefusalStatus.of(refused.refusal());
            case Recorded recorded -> throw new IllegalStateException("recorded (expected: standing)");
            case Unchanged unchanged -> throw new IllegalStateException("unchanged (expected: standing)");
            case CustomerReply.Quoted quoted -> throw new IllegalStateException("quoted (expected: standing)");
        };
    }

    /** Of a customer that was merged into another one nothing is told: the caller is to ask that one. */
    private static Standing existing(Standing standing) {
        Merge merge = standing.customer().sagas().merge();
        if (merge != null) {
            throw RefusalStatus.of(merge.refusal("customer", standing.program()));
        }
        return existingOrMerged(standing);
    }

    private static Standing existingOrMerged(Standing standing) {
        if (!standing.customer().exists()) {
            throw refused(Reason.CUSTOMER_NOT_FOUND, "customer: nothing is known of this customer");
        }
        Merge merge = standing.customer().sagas().merge();
        if (merge != null && !merge.isSettled()) {
            throw RefusalStatus.of(merge.refusal("customer", standing.program()));
        }
        return standing;
    }

    static StatusRuntimeException refused(Reason reason, String message) {
        return RefusalStatus.of(new Refusal(reason, message, Map.of()));
    }
}
