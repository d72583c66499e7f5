package dev.giveback.loyalty.actor;

import dev.giveback.loyalty.actor.CustomerReply.Recorded;
import dev.giveback.loyalty.actor.CustomerReply.Refused;
import dev.giveback.loyalty.actor.CustomerReply.Standing;
import dev.giveback.loyalty.actor.CustomerReply.Unchanged;
import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Decline;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What customers answer to the steps of a saga. */
final class Steps {
    private Steps() {}

    /**
     * Why the other customer declined for ever; empty if it has taken what came. A refusal that may be another one tomorrow is no answer:
     * it fails, and the step is taken again.
     */
    static Optional<Decline> declined(CustomerReply reply) {
        return switch (reply) {
            case Recorded recorded ->
                Optional.ofNullable(declined(recorded.event().change()));
            case Unchanged unchanged -> Optional.empty();
            case Refused refused -> Optional.of(declined(refused));
            case CustomerReply.Quoted other -> throw unexpected(other);
            case Standing other -> throw unexpected(other);
        };
    }

    private static @Nullable Decline declined(Change change) {
        if (change instanceof Change.TransferDeclined declined) {
            return new Decline(declined.reason(), "");
        }
        return change instanceof Change.MergeDeclined declined ? declined.declined() : null;
    }

    private static Decline declined(Refused refused) {
        Decline decline = Decline.ofRefusal(refused.refusal());
        if (decline == null) {
            throw unexpected(refused);
        }
        return decline;
    }

    /** What stands against the other customer of a saga before it begins; null if nothing does. */
    static @Nullable Refusal problem(CustomerReply reply, String field) {
        Standing other = standing(reply);
        if (!other.customer().exists()) {
            return new Refusal(
                    Reason.OTHER_CUSTOMER_NOT_FOUND, field + ": nothing is known of this customer", Map.of());
        }
        return other.customer().closed(field, other.program());
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
