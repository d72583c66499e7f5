package dev.giveback.loyalty.actor;

import dev.giveback.loyalty.actor.CustomerReply.Recorded;
import dev.giveback.loyalty.actor.CustomerReply.Refused;
import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.actor.CustomerReply.Unchanged;
import dev.giveback.loyalty.domain.Arrival;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Reason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/** What customers answer to the steps of a saga. */
final class Steps {
    private Steps() {}

    /**
     * Why the other customer declined for ever; empty if it has taken what came. A refusal that may be another one tomorrow is no answer:
     * it fails, and the step is taken again.
     */
    static Optional<Reason> declined(CustomerReply reply) {
        return switch (reply) {
            case Recorded recorded ->
                recorded.event().change() instanceof Change.TransferDeclined declined
                        ? Optional.of(declined.reason())
                        : Optional.empty();
            case Unchanged unchanged -> Optional.empty();
            case Refused refused -> Optional.of(finalReason(refused));
            case CustomerReply.Quoted other -> throw unexpected(other);
            case Standing other -> throw unexpected(other);
        };
    }

    private static Reason finalReason(Refused refused) {
        Reason reason = refused.refusal().reason();
        if (!Arrival.isFinal(reason)) {
            throw unexpected(refused);
        }
        return reason;
    }

    /** Expects that the last step is recorded, now or before. */
    static void expectTaken(CustomerReply reply) {
        switch (reply) {
            case Recorded recorded -> {}
            case Unchanged unchanged -> {}
            case Refused other -> throw unexpected(other);
            case CustomerReply.Quoted other -> throw unexpected(other);
            case Standing other -> throw unexpected(other);
        }
    }

    static Standing standing(CustomerReply reply) {
        if (reply instanceof Standing standing) {
            return standing;
        }
        throw unexpected(reply);
    }

    /** After the first step whatever goes wrong leaves the outcome open: the saga goes on by itself. */
    static <A> CompletionStage<A> underWay(CompletionStage<A> rest) {
        return rest.exceptionallyCompose(failure -> {
            TimeoutException open = new TimeoutException("under way: it goes on by itself");
            open.initCause(failure);
            return CompletableFuture.failedStage(open);
        });
    }

    static IllegalStateException unexpected(CustomerReply reply) {
        return new IllegalStateException("answer of a customer: " + reply + " (expected: that of a step)");
    }
}
