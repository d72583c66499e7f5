package dev.giveback.loyalty.actor;

import dev.giveback.loyalty.actor.CustomerReply.Recorded;
import dev.giveback.loyalty.actor.CustomerReply.Refused;
import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.actor.CustomerReply.Unchanged;
import dev.giveback.loyalty.domain.Change.MergeBegun;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Command.AbsorbCustomer;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Decline;
import dev.giveback.loyalty.domain.Merge;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.journal.EstateMapper;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Merges one customer into another in three steps, each of which is one event of one of them: the source closes, the target takes
 * everything or declines, the source records the end. As with {@link TransferSaga}, each step is recorded once, whoever asks for it.
 */
public final class MergeSaga {
    private final CustomerCalls customers;

    /** Between these customers. */
    public MergeSaga(CustomerCalls customers) {
        this.customers = customers;
    }

    /** What came of a merge. */
    public sealed interface Outcome {
        /** It was refused: the source is as it was. */
        record Refusing(Refusal refusal) implements Outcome {}

        /** The target has everything; or would, for a request that only validates. */
        record Merged(MergeBegun begun) implements Outcome {}
    }

    /**
     * Merges and takes all steps.
     *
     * @param timeout of each step; it works as that of {@link TransferSaga#transfer}
     */
    public CompletionStage<Outcome> merge(
            CustomerId source, CustomerId target, Request request, boolean validateOnly, Duration timeout) {
        return customers
                .read(target, timeout)
                .thenCompose(targetReply -> customers.read(source, timeout).thenCompose(sourceReply -> {
                    Standing standing = Steps.standing(sourceReply);
                    Customer customer = standing.customer();
                    Command.BeginMerge begin = new Command.BeginMerge(
                            request,
                            target.customer(),
                            EstateMapper.bytes(customer.estate(standing.now())),
                            Steps.problem(targetReply, "target"));
                    return customers
                            .decide(source, begin, validateOnly, timeout)
                            .thenCompose(reply -> begun(source, target, reply, customer, validateOnly, timeout));
                }));
    }

    private CompletionStage<Outcome> begun(
            CustomerId source,
            CustomerId target,
            CustomerReply reply,
            Customer before,
            boolean validateOnly,
            Duration timeout) {
        return switch (reply) {
            case Refused refused -> CompletableFuture.completedStage(new Outcome.Refusing(refused.refusal()));
            case Recorded begun ->
                validateOnly
                        ? tried(source, target, begun.event(), before, timeout)
                        : Steps.underWay(
                                finished(source, (MergeBegun) begun.event().change(), timeout));
            case Unchanged other -> throw Steps.unexpected(other);
            case CustomerReply.Quoted other -> throw Steps.unexpected(other);
            case Standing other -> throw Steps.unexpected(other);
        };
    }

    /** Takes the steps that are left of a merge; of one that has ended, or that the source does not know, none. */
    public CompletionStage<Customer> resume(CustomerId source, long attempt, Duration timeout) {
        return read(source, timeout).thenCompose(customer -> {
            Merge merge = customer.sagas().merge();
            return merge == null || merge.attempt() != attempt || merge.estate() == null
                    ? CompletableFuture.completedStage(customer)
                    : resume(
                            source,
                            merge,
                            new AbsorbCustomer(source.customer(), attempt, merge.begun(), merge.estate()),
                            timeout);
        });
    }

    private CompletionStage<Customer> resume(CustomerId source, Merge merge, AbsorbCustomer absorb, Duration timeout) {
        CustomerId target = new CustomerId(source.program(), merge.target());
        return customers
                .ordered(source, target)
                .thenCompose(ordered -> customers.decide(target, absorb, false, timeout))
                .thenCompose(reply -> customers.ordered(target, source).thenApply(ordered -> reply))
                .thenCompose(reply -> {
                    Decline declined = Steps.declined(reply).orElse(null);
                    return customers.decide(source, new Command.EndMerge(merge.attempt(), declined), false, timeout);
                })
                .thenCompose(end -> {
                    Steps.expectTaken(end);
                    return read(source, timeout);
                });
    }

    private CompletionStage<Customer> read(CustomerId id, Duration timeout) {
        return customers
                .read(id, timeout)
                .thenApply(reply -> Steps.standing(reply).customer());
    }

    private CompletionStage<Outcome> finished(CustomerId source, MergeBegun begun, Duration timeout) {
        return resume(source, begun.attempt(), timeout).thenApply(customer -> {
            Decline declined = customer.sagas().declined(begun.attempt());
            return declined == null ? new Outcome.Merged(begun) : refusing(declined);
        });
    }

    private static Outcome refusing(Decline declined) {
        return new Outcome.Refusing(declined.told("target", "cannot take the source, which lives on"));
    }

    /** Asks the target without effect what it would say to a customer that would have closed. */
    private CompletionStage<Outcome> tried(
            CustomerId source, CustomerId target, CustomerEvent event, Customer before, Duration timeout) {
        // A repeat of a merge that was made is answered by its event, and there is nothing left to try.
        MergeBegun begun = (MergeBegun) event.change();
        if (begun.attempt() != before.revision() + 1) {
            return finished(source, begun, timeout);
        }
        Merge merge = before.evolve(event).sagas().merge();
        if (merge == null || merge.estate() == null) {
            throw new IllegalStateException("merge: " + merge + " (expected: under way)");
        }
        return customers
                .decide(
                        target,
                        new AbsorbCustomer(source.customer(), merge.attempt(), merge.begun(), merge.estate()),
                        true,
                        timeout)
                .thenApply(reply ->
                        Steps.declined(reply).map(MergeSaga::refusing).orElseGet(() -> new Outcome.Merged(begun)));
    }
}
