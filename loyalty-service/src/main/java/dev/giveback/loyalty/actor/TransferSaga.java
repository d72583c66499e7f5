package dev.giveback.loyalty.actor;

import dev.giveback.loyalty.actor.CustomerReply.Recorded;
import dev.giveback.loyalty.actor.CustomerReply.Refused;
import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.actor.CustomerReply.Unchanged;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Command.ReceivePoints;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Decline;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.domain.Request;
import dev.giveback.loyalty.domain.Transfer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes points from one customer to another in three steps, each of which is one event of one of them: sent, received or declined, and
 * the end. Whoever calls, and however many at once and however often, each step is recorded once: the customers see to that. What a
 * process leaves half done the next caller finishes.
 */
public final class TransferSaga {
    private final CustomerCalls customers;

    /** Between these customers. */
    public TransferSaga(CustomerCalls customers) {
        this.customers = customers;
    }

    /** What came of a transfer. */
    public sealed interface Outcome {
        /** It was refused: nothing left the sender, or it came back. */
        record Refusing(Refusal refusal) implements Outcome {}

        /**
         * The points have arrived; or would, for a request that only validates.
         *
         * @param sent the event of the sender's first step
         */
        record Arrived(CustomerEvent sent, Transfer transfer) implements Outcome {}
    }

    /** What is to be sent. */
    public record Order(Request request, String transferId, CustomerId recipient, long points, String reference) {
        private Command.SendPoints command(CustomerReply recipientStanding) {
            return new Command.SendPoints(
                    request,
                    transferId,
                    recipient.customer(),
                    points,
                    reference,
                    Steps.problem(recipientStanding, "recipient"));
        }
    }

    /**
     * Sends points and takes all steps.
     *
     * @param timeout of each step. When it passes in the first, the stage fails as {@link Customers#decide} does; later it fails with a
     *     {@link java.util.concurrent.TimeoutException} whatever went wrong, because the transfer goes on by itself
     */
    public CompletionStage<Outcome> transfer(CustomerId sender, Order order, boolean validateOnly, Duration timeout) {
        // Who is known once is known for ever, so the recipient can be asked first.
        return customers
                .read(order.recipient(), timeout)
                .thenCompose(recipient -> customers
                        .decide(sender, order.command(recipient), validateOnly, timeout)
                        .thenCompose(reply -> switch (reply) {
                            case Refused refused -> done(new Outcome.Refusing(refused.refusal()));
                            case Recorded sent ->
                                validateOnly
                                        ? tried(sender, order.recipient(), sent.event(), timeout)
                                        : Steps.underWay(finished(sender, sent.event(), timeout));
                            case Unchanged other -> throw Steps.unexpected(other);
                            case CustomerReply.Quoted other -> throw Steps.unexpected(other);
                            case Standing other -> throw Steps.unexpected(other);
                        }));
    }

    /** Takes the steps that are left of a transfer; of one that has ended, or that the sender does not know, none. */
    public CompletionStage<Optional<Transfer>> resume(CustomerId sender, String transferId, Duration timeout) {
        return find(sender, transferId, timeout)
                .thenCompose(transfer -> transfer.isPresent() && transfer.get().isUnderWay()
                        ? resume(sender, transfer.get(), timeout)
                        : CompletableFuture.completedStage(transfer));
    }

    private CompletionStage<Optional<Transfer>> resume(CustomerId sender, Transfer transfer, Duration timeout) {
        CustomerId recipient = new CustomerId(sender.program(), transfer.recipient());
        ReceivePoints receive =
                new ReceivePoints(sender.customer(), transfer.id(), transfer.reference(), transfer.lots());
        return customers
                .ordered(sender, recipient)
                .thenCompose(ordered -> customers.decide(recipient, receive, false, timeout))
                .thenCompose(reply -> customers.ordered(recipient, sender).thenApply(ordered -> reply))
                .thenCompose(reply -> {
                    Command.EndTransfer end = new Command.EndTransfer(
                            transfer.id(),
                            Steps.declined(reply).map(Decline::reason).orElse(null));
                    return customers.decide(sender, end, false, timeout);
                })
                .thenCompose(end -> {
                    Steps.expectTaken(end);
                    return find(sender, transfer.id(), timeout);
                });
    }

    private CompletionStage<Optional<Transfer>> find(CustomerId sender, String transferId, Duration timeout) {
        return customers
                .read(sender, timeout)
                .thenApply(reply -> Optional.ofNullable(
                        Steps.standing(reply).customer().sagas().transfer(transferId)));
    }

    private CompletionStage<Outcome> finished(CustomerId sender, CustomerEvent sent, Duration timeout) {
        String transferId = ((Change.PointsSent) sent.change()).transferId();
        return resume(sender, transferId, timeout).thenApply(transfer -> outcome(sent, transfer.orElseThrow()));
    }

    private static Outcome outcome(CustomerEvent sent, Transfer transfer) {
        Reason declined = transfer.declined();
        return declined == null
                ? new Outcome.Arrived(sent, transfer)
                : new Outcome.Refusing(Transfer.declined(declined));
    }

    /** Asks the recipient without effect what it would say to points that would have been sent. */
    private CompletionStage<Outcome> tried(
            CustomerId sender, CustomerId recipient, CustomerEvent event, Duration timeout) {
        Change.PointsSent sent = (Change.PointsSent) event.change();
        Transfer transfer = Transfer.of(sent, event.header().time());
        ReceivePoints receive = new ReceivePoints(sender.customer(), sent.transferId(), sent.reference(), sent.lots());
        return customers
                .decide(recipient, receive, true, timeout)
                .thenApply(reply -> Steps.declined(reply)
                        .<Outcome>map(decline -> new Outcome.Refusing(Transfer.declined(decline.reason())))
                        .orElseGet(() -> new Outcome.Arrived(event, transfer)));
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedStage(outcome);
    }
}
