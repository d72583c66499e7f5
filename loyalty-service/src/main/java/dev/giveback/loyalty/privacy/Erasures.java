package dev.giveback.loyalty.privacy;

import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.actor.Customers;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.loyalty.domain.Command.EraseCustomer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Reason;
import dev.giveback.loyalty.domain.Request;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Erases customers in three steps: a note that it was asked for, the event that closes the customer, and the deleting of the keys. The
 * event comes before the keys go, because a customer that is open could be given a new key and a new profile meanwhile; whatever a crash
 * leaves after it, the note tells {@link ErasureDriver} to finish.
 */
public final class Erasures {
    private final ErasureTable table;
    private final Customers customers;
    private final CustomerKeys keys;
    private final InstantSource clock;
    private final Executor blocking;
    private final Duration timeout;

    /**
     * Erasures of the customers of this cluster.
     *
     * @param source connections that find the keys
     * @param blocking whose threads may wait for the database
     * @param timeout the longest that a customer's actor is waited for
     */
    public Erasures(
            DataSource source,
            Customers customers,
            Seals seals,
            InstantSource clock,
            Executor blocking,
            Duration timeout) {
        this.table = new ErasureTable(source);
        this.customers = customers;
        this.keys = seals.keys();
        this.clock = clock;
        this.blocking = blocking;
        this.timeout = timeout;
    }

    /**
     * What came of it.
     *
     * @param keysDeleted by this erasure, whoever finished it; 0 when it was only validated
     * @param all the customer and those that were merged into it
     */
    record Erased(CustomerEvent event, int keysDeleted, Set<CustomerId> all) {}

    /** Which keys went. */
    record Gone(int keysDeleted, Set<CustomerId> all) {}

    ErasureTable table() {
        return table;
    }

    CompletionStage<Erased> erase(CustomerId customer, Request request, boolean validateOnly) {
        if (validateOnly) {
            return customers
                    .decide(customer, new EraseCustomer(request), true, timeout)
                    .thenCompose(reply -> all(customer).thenApply(all -> new Erased(recorded(reply), 0, all)));
        }
        return blocking(() -> {
                    table.ask(customer, clock.millis());
                    return customer;
                })
                .thenCompose(asked -> customers.decide(customer, new EraseCustomer(request), false, timeout))
                .thenCompose(reply -> erased(customer, reply));
    }

    private CompletionStage<Erased> erased(CustomerId customer, CustomerReply reply) {
        if (reply instanceof CustomerReply.Refused refused) {
            // One that was erased before is finished too, should a crash have left something.
            CompletionStage<?> rest = refused.refusal().reason() == Reason.CUSTOMER_ERASED
                    ? finish(customer)
                    : blocking(() -> {
                        table.withdraw(customer);
                        return customer;
                    });
            return rest.thenApply(done -> {
                throw RefusalStatus.of(refused.refusal());
            });
        }
        CustomerEvent event = recorded(reply);
        return finish(customer).thenApply(gone -> new Erased(event, gone.keysDeleted(), gone.all()));
    }

    /** Deletes the keys of a customer that is closed, and of those merged into it; it can be repeated. */
    CompletionStage<Gone> finish(CustomerId customer) {
        return all(customer)
                .thenCompose(all -> blocking(() -> {
                    int deleted = table.deleteKeys(all, clock.millis());
                    all.forEach(keys::forget);
                    if (table.isPurgeDue(all)) {
                        table.purge();
                        table.purged(all);
                    }
                    return new Gone(deleted, all);
                }));
    }

    /** Whether the customer's event of erasure is recorded; of a customer that is not known it is not. */
    CompletionStage<Boolean> isErased(CustomerId customer) {
        return customers
                .read(customer, timeout)
                .thenApply(
                        reply -> !isUnknown(reply) && standing(reply).customer().erased() != null);
    }

    private static boolean isUnknown(CustomerReply reply) {
        return reply instanceof CustomerReply.Refused refused
                && refused.refusal().reason() == Reason.CUSTOMER_NOT_FOUND;
    }

    /** A customer and all that were merged into it, or into one of those. */
    private CompletionStage<Set<CustomerId>> all(CustomerId customer) {
        return standing(customer).thenCompose(standing -> {
            CompletionStage<Set<CustomerId>> all = CompletableFuture.completedStage(Set.of(customer));
            for (String source : standing.customer().absorbed()) {
                all = all.thenCombine(all(new CustomerId(customer.program(), source)), Erasures::union);
            }
            return all;
        });
    }

    private static Set<CustomerId> union(Set<CustomerId> some, Set<CustomerId> others) {
        Set<CustomerId> union = new TreeSet<>(Comparator.comparing(CustomerId::name));
        union.addAll(some);
        union.addAll(others);
        return union;
    }

    private CompletionStage<CustomerReply.Standing> standing(CustomerId customer) {
        return customers.read(customer, timeout).thenApply(Erasures::standing);
    }

    private static CustomerReply.Standing standing(CustomerReply reply) {
        return switch (reply) {
            case CustomerReply.Standing standing -> standing;
            case CustomerReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
            case CustomerReply.Recorded other -> throw unexpected(other);
            case CustomerReply.Unchanged other -> throw unexpected(other);
            case CustomerReply.Quoted other -> throw unexpected(other);
        };
    }

    private static CustomerEvent recorded(CustomerReply reply) {
        return switch (reply) {
            case CustomerReply.Recorded recorded -> recorded.event();
            case CustomerReply.Refused refused -> throw RefusalStatus.of(refused.refusal());
            case CustomerReply.Standing other -> throw unexpected(other);
            case CustomerReply.Unchanged other -> throw unexpected(other);
            case CustomerReply.Quoted other -> throw unexpected(other);
        };
    }

    private static IllegalStateException unexpected(CustomerReply reply) {
        return new IllegalStateException("answer of a customer: "
                + reply.getClass().getSimpleName() + " (expected: recorded or refused, or its standing)");
    }

    /** Something that waits for the database. */
    @FunctionalInterface
    private interface Waiting<A> {
        A run() throws SQLException;
    }

    private <A> CompletionStage<A> blocking(Waiting<A> waiting) {
        Supplier<A> supplier = () -> {
            try {
                return waiting.run();
            } catch (SQLException e) {
                throw new IllegalStateException("an erasure is not finished; it goes on by itself", e);
            }
        };
        return CompletableFuture.supplyAsync(supplier, blocking);
    }
}
