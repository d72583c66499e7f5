package dev.giveback.loyalty.actor;

import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.CustomerId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What a saga asks of customers: {@link Customers} are those of a cluster, and a simulation has its own. */
public interface CustomerCalls {
    /**
     * Asks a customer to decide a command.
     *
     * @param validateOnly decide, but record nothing
     * @param timeout after which the stage fails with a {@link java.util.concurrent.TimeoutException}, and whether the command was
     *     carried out is not known
     */
    CompletionStage<CustomerReply> decide(CustomerId id, Command command, boolean validateOnly, Duration timeout);

    /**
     * Completes when what the first customer has recorded so far comes, in the journal that all follow, before whatever the second one records from now on. That is so at once unless
     * they are stored in different databases.
     */
    default CompletionStage<?> ordered(CustomerId first, CustomerId second) {
        return CompletableFuture.completedStage(null);
    }

    /** Asks a customer how its account stands. */
    CompletionStage<CustomerReply> read(CustomerId id, Duration timeout);
}
