package dev.giveback.loyalty.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.persistence.typed.PersistenceId;
import akka.util.Timeout;
import dev.giveback.loyalty.domain.Cart;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.CustomerId;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.cluster.AskAgain;
import dev.giveback.platform.cluster.ClusterPatience;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.util.Try;

/**
 * All customers of this cluster: asks the actor of one and gives its answer. The calls under way are bounded, because what waits in
 * mailboxes beyond what the journal can write is only lost time; a call over the bound fails with
 * {@link RejectedExecutionException} before anything was done.
 */
public final class Customers implements CustomerCalls {
    private static final Duration READ_PATIENCE = Duration.ofMillis(500);
    private static final int READ_TRIES = 40;
    /** So that an overload, which refuses at once, does not use up the tries. */
    private static final long READ_PAUSE_MILLIS = 100;

    private final ClusterSharding sharding;
    private final ClusterPatience patience;
    private final Function<String, @Nullable Program> programs;
    private final int maxUnderWay;
    private final Ordering ordering;
    private final AtomicInteger underWay = new AtomicInteger();
    private final LongAdder asked = new LongAdder();

    private Customers(
            ClusterSharding sharding,
            ClusterPatience patience,
            Function<String, @Nullable Program> programs,
            int maxUnderWay,
            Ordering ordering) {
        this.ordering = ordering;
        this.sharding = sharding;
        this.patience = patience;
        this.programs = programs;
        this.maxUnderWay = maxUnderWay;
    }

    /**
     * Starts the sharding of customers on this node; call it once a node.
     *
     * @param storedIn where a customer's events are, the same for ever
     * @param programs the current version of a program by its id, as this node knows it
     * @param conditions what the conditions of coupons mean
     * @param maxUnderWay calls at once
     * @param ordering of what two customers record
     */
    public static Customers start(
            ActorSystem<?> system,
            InstantSource clock,
            Function<CustomerId, StoredIn> storedIn,
            Function<String, @Nullable Program> programs,
            Conditions conditions,
            int maxUnderWay,
            Ordering ordering) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(CustomerActor.TYPE_KEY, entity -> {
                    CustomerId id = CustomerId.ofEntity(entity.getEntityId());
                    return CustomerActor.create(
                            PersistenceId.ofUniqueId(PersistenceIds.of(id)),
                            storedIn.apply(id),
                            clock,
                            () -> programs.apply(id.program()),
                            conditions);
                })
                .withStopMessage(CustomerMessage.Stop.INSTANCE));
        return new Customers(sharding, ClusterPatience.of(system), programs, maxUnderWay, ordering);
    }

    /** Sees to the order of what two customers record, as {@link CustomerCalls#ordered} says. */
    @FunctionalInterface
    public interface Ordering {
        /** All are stored in one database, which keeps it. */
        Ordering KEPT = (first, second) -> CompletableFuture.completedStage(null);

        CompletionStage<?> ordered(CustomerId first, CustomerId second);
    }

    @Override
    public CompletionStage<?> ordered(CustomerId first, CustomerId second) {
        return ordering.ordered(first, second);
    }

    @Override
    public CompletionStage<CustomerReply> decide(
            CustomerId id, Command command, boolean validateOnly, Duration timeout) {
        return ask(id, replyTo -> new CustomerMessage.Decide(command, validateOnly, replyTo), timeout);
    }

    @Override
    public CompletionStage<CustomerReply> read(CustomerId id, Duration timeout) {
        return ask(id, CustomerMessage.Read::new, timeout);
    }

    /** The same for whoever only looks after customers: it does not count as a call that others must give way to. */
    public CompletionStage<CustomerReply> inspect(CustomerId id, Duration timeout) {
        return ask(id, CustomerMessage.Read::new, timeout, false);
    }

    /** Asks a customer for a price, in the same way. */
    public CompletionStage<CustomerReply> quote(CustomerId id, String orderId, Cart cart, Duration timeout) {
        return ask(id, replyTo -> new CustomerMessage.Quote(orderId, cart, replyTo), timeout);
    }

    /** Lets a customer leave memory, and is complete when it was read from its journal again. */
    public CompletionStage<CustomerReply> readAgain(CustomerId id) {
        sharding.entityRefFor(CustomerActor.TYPE_KEY, id.entity()).tell(CustomerMessage.Stop.INSTANCE);
        return asked(id, READ_TRIES);
    }

    /** What reaches an actor that is about to stop is lost, so it is asked until it answers. */
    private CompletionStage<CustomerReply> asked(CustomerId id, int tries) {
        return inspect(id, READ_PATIENCE)
                .exceptionallyComposeAsync(
                        failure -> tries == 1 ? CompletableFuture.failedFuture(failure) : asked(id, tries - 1),
                        CompletableFuture.delayedExecutor(READ_PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    }

    /** How many calls there have been since the start, so that whoever looks twice sees whether there are any. */
    public long asked() {
        return asked.sum();
    }

    /** How many calls are under way. */
    public int underWay() {
        return underWay.get();
    }

    private CompletionStage<CustomerReply> ask(
            CustomerId id, Function<ActorRef<CustomerAnswer>, CustomerMessage> message, Duration timeout) {
        return ask(id, message, timeout, true);
    }

    private CompletionStage<CustomerReply> ask(
            CustomerId id,
            Function<ActorRef<CustomerAnswer>, CustomerMessage> message,
            Duration timeout,
            boolean isCounted) {
        if (underWay.incrementAndGet() > maxUnderWay) {
            underWay.decrementAndGet();
            return CompletableFuture.failedFuture(
                    new RejectedExecutionException("calls under way: more than " + maxUnderWay));
        }
        if (isCounted) {
            asked.increment();
        }
        CompletableFuture<CustomerReply> answer = new CompletableFuture<>();
        EntityRef<CustomerMessage> customer = sharding.entityRefFor(CustomerActor.TYPE_KEY, id.entity());
        AskAgain<CustomerMessage> question = patience.question(customer);
        // Akka's Java ask hands each step that follows it to the common pool; this way they run where the answer was
        // given.
        customer.asScala()
                .<CustomerAnswer>ask(
                        replyTo -> question.sent(message.apply(replyTo)), Timeout.create(patience.of(timeout)))
                .onComplete(
                        outcome -> {
                            question.end();
                            return completed(id, answer, outcome);
                        },
                        ExecutionContext.parasitic$.MODULE$);
        return answer;
    }

    private boolean completed(CustomerId id, CompletableFuture<CustomerReply> answer, Try<CustomerAnswer> outcome) {
        underWay.decrementAndGet();
        return outcome.isSuccess()
                ? answer.complete(outcome.get().toReply(() -> programs.apply(id.program())))
                : answer.completeExceptionally(outcome.failed().get());
    }
}
