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
import dev.giveback.loyalty.privacy.Sealer;
import dev.giveback.loyalty.privacy.Seals;
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
    private final Seals seals;
    private final Supplier<String> principal;
    private final Duration timeout;

    /**
     * The calls.
     *
     * @param seals what seals personal values before a command is made, and opens them after
     * @param principal of the call that is being handled, asked on its thread; empty text if nobody was authenticated
     * @param timeout the longest that an actor is waited for; a shorter deadline of the call counts
     */
    CustomerCalls(
            Customers customers, ProgramRegistry programs, Seals seals, Supplier<String> principal, Duration timeout) {
        this.customers = customers;
        this.programs = programs;
        this.seals = seals;
        this.principal = principal;
        this.timeout = timeout;
    }

    /**
     * One call that changes a customer: its request, and how it becomes a command and an answer.
     *
     * @param isPersonal whether the request has values that must be sealed; only then a key is looked for
     */
    record ChangeCall<A>(
            Message request,
            String customerName,
            String requestId,
            boolean validateOnly,
            boolean isPersonal,
            SealedCommand command,
            BiFunction<CustomerEvent, Program, A> answer) {

        /** A call without personal values. */
        ChangeCall(
                Message request,
                String customerName,
                String requestId,
                boolean validateOnly,
                BiFunction<Request, Program, Command> command,
                BiFunction<CustomerEvent, Program, A> answer) {
            this(
                    request,
                    customerName,
                    requestId,
                    validateOnly,
                    false,
                    (asked, program, sealer) -> command.apply(asked, program),
                    answer);
        }
    }

    /** How a request becomes a command, with what is personal sealed. */
    @FunctionalInterface
    interface SealedCommand {
        Command of(Request request, Program program, Sealer sealer);
    }

    /** What seals for a call: at once when there is nothing to seal. */
    private CompletionStage<Sealer> sealer(CustomerId id, boolean isPersonal, boolean validateOnly) {
        return isPersonal ? seals.sealer(id, validateOnly) : CompletableFuture.completedStage(Sealer.NONE);
    }

    /** What opens texts and profiles in answers. */
    Seals seals() {
        return seals;
    }

    /** Carries out a call that changes a customer. */
    <A> void change(ChangeCall<A> call, StreamObserver<A> responses) {
        try {
            CustomerId id = Checks.customer(call.customerName(), "customer");
            Checks.id(call.requestId(), "request_id");
            String asked = principal.get();
            Duration patience = patience();
            Responses.send(
                    withProgram(
                            id.program(),
                            program -> sealer(id, call.isPersonal(), call.validateOnly())
                                    .thenCompose(sealer -> decide(call, id, asked, program, sealer, patience))),
                    responses);
        } catch (StatusRuntimeException refused) {
            responses.onError(refused);
        }
    }

    private <A> CompletionStage<A> decide(
            ChangeCall<A> call, CustomerId id, String asked, Program program, Sealer sealer, Duration patience) {
        Request request = new Request(call.requestId(), sealer.fingerprint(call.request(), CODE_RESULTS), asked);
        Command command = call.command().of(request, program, sealer);
        return customers
                .decide(id, command, call.validateOnly(), patience)
                .thenApply(reply -> call.answer().apply(recorded(reply), program));
    }

    /** One call that takes several steps, the first of them at this customer. */
    @FunctionalInterface
    interface Steps<A> {
        CompletionStage<A> take(CustomerId id, Request request, Sealer sealer, Duration patience);
    }

    /**
     * One call that takes several steps.
     *
     * @param field that names the customer of the first step
     * @param isPersonal whether the request has values that must be sealed
     */
    record StepsCall(
            Message request,
            String customerName,
            String field,
            String requestId,
            boolean validateOnly,
            boolean isPersonal) {}

    /** Carries out a call that takes several steps. */
    <A> void take(StepsCall call, Steps<A> steps, StreamObserver<A> responses) {
        try {
            CustomerId id = Checks.customer(call.customerName(), call.field());
            Checks.id(call.requestId(), "request_id");
            String asked = principal.get();
            Duration patience = patience();
            Responses.send(
                    withProgram(
                            id.program(),
                            program -> sealer(id, call.isPersonal(), call.validateOnly())
                                    .thenCompose(sealer -> steps.take(
                                            id,
                                            new Request(call.requestId(), sealer.fingerprint(call.request()), asked),
                                            sealer,
                                            patience))),
                    responses);
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
                                    .decide(
                                            id,
                                            call.command().of(request, program, Sealer.NONE),
                                            call.validateOnly(),
                                            patience)
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
        readThen(name, field, standing -> CompletableFuture.completedStage(answer.apply(standing)), responses);
    }

    /** The same, of one that was merged into another customer too. */
    <A> void readMergedToo(String name, String field, Function<Standing, A> answer, StreamObserver<A> responses) {
        readMergedTooThen(name, field, standing -> CompletableFuture.completedStage(answer.apply(standing)), responses);
    }

    /** Carries out a call that reads a customer and has something to open before it answers. */
    <A> void readThen(
            String name, String field, Function<Standing, CompletionStage<A>> answer, StreamObserver<A> responses) {
        read(name, field, answer, CustomerCalls::existing, responses);
    }

    /** The same, of one that was merged into another customer too. */
    <A> void readMergedTooThen(
            String name, String field, Function<Standing, CompletionStage<A>> answer, StreamObserver<A> responses) {
        read(name, field, answer, CustomerCalls::existingOrMerged, responses);
    }

    private <A> void read(
            String name,
            String field,
            Function<Standing, CompletionStage<A>> answer,
            UnaryOperator<Standing> check,
            StreamObserver<A> responses) {
        try {
            CustomerId id = Checks.customer(name, field);
            Duration patience = patience();
            Responses.send(
                    withProgram(
                            id.program(),
                            program -> customers
                                    .read(id, patience)
                                    .thenCompose(reply -> answer.apply(known(reply, check)))),
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
