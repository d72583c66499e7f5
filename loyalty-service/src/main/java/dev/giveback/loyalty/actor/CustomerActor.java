package dev.giveback.loyalty.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.RetentionCriteria;
import dev.giveback.loyalty.actor.CustomerMessage.Decide;
import dev.giveback.loyalty.actor.CustomerMessage.Quote;
import dev.giveback.loyalty.actor.CustomerMessage.Read;
import dev.giveback.loyalty.actor.CustomerMessage.Stop;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.domain.Refusal;
import dev.giveback.loyalty.journal.CustomerState;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One customer, wherever in the cluster it lives. Calls queue here and are decided one after another; an answer is given when its
 * event is stored. When a write fails its outcome may be unknown, so the actor starts again from what the journal really holds.
 */
final class CustomerActor extends EventSourcedBehavior<CustomerMessage, StoredCustomerEvent, CustomerState> {
    /** How the cluster knows this kind of actor. */
    static final EntityTypeKey<CustomerMessage> TYPE_KEY = EntityTypeKey.create(CustomerMessage.class, "customer");

    private static final int EVENTS_PER_SNAPSHOT = 100;
    private static final int SNAPSHOTS_KEPT = 2;

    private final StoredIn storedIn;
    private final InstantSource clock;
    private final Supplier<@Nullable Program> program;
    private final Conditions conditions;

    private CustomerActor(
            PersistenceId id,
            StoredIn storedIn,
            InstantSource clock,
            Supplier<@Nullable Program> program,
            Conditions conditions) {
        super(id, SupervisorStrategy.restartWithBackoff(Duration.ofMillis(100), Duration.ofSeconds(2), 0.2));
        this.storedIn = storedIn;
        this.clock = clock;
        this.program = program;
        this.conditions = conditions;
    }

    /**
     * A customer's behavior.
     *
     * @param id {@code customer|{program}|{customer}}
     * @param storedIn where its events are
     * @param clock read once a message
     * @param program the current version of the customer's program on this node
     * @param conditions what the conditions of coupons mean
     */
    static Behavior<CustomerMessage> create(
            PersistenceId id,
            StoredIn storedIn,
            InstantSource clock,
            Supplier<@Nullable Program> program,
            Conditions conditions) {
        return new CustomerActor(id, storedIn, clock, program, conditions);
    }

    @Override
    public String journalPluginId() {
        return storedIn.journal();
    }

    @Override
    public String snapshotPluginId() {
        return storedIn.snapshots();
    }

    @Override
    public CustomerState emptyState() {
        return CustomerState.NEW;
    }

    @Override
    public CommandHandler<CustomerMessage, StoredCustomerEvent, CustomerState> commandHandler() {
        return (state, message) -> switch (message) {
            case Decide decide -> decide(state, decide);
            case Quote quote -> Effect().reply(quote.replyTo(), quotation(state, quote));
            case Read read -> Effect().reply(read.replyTo(), standing(state));
            case Stop stop -> Effect().stop();
        };
    }

    @Override
    public EventHandler<CustomerState, StoredCustomerEvent> eventHandler() {
        return CustomerState::evolve;
    }

    private Effect<StoredCustomerEvent, CustomerState> decide(CustomerState state, Decide message) {
        Program current = program.get();
        if (current == null) {
            return Effect().reply(message.replyTo(), CustomerAnswer.noProgram());
        }
        Decision decision = state.customer().decide(message.command(), current, conditions, clock.instant());
        ActorRef<CustomerAnswer> replyTo = message.replyTo();
        return switch (decision) {
            case Decision.Accepted accepted ->
                message.validateOnly()
                        ? Effect().reply(replyTo, new CustomerAnswer.Recorded(accepted.event()))
                        : store(state, accepted.event(), replyTo);
            case Decision.Repeated repeated -> Effect().reply(replyTo, new CustomerAnswer.Recorded(repeated.event()));
            case Decision.Rejected rejected -> Effect().reply(replyTo, new CustomerAnswer.Refused(rejected.refusal()));
            case Decision.Unchanged unchanged -> Effect().reply(replyTo, new CustomerAnswer.Unchanged());
        };
    }

    private Effect<StoredCustomerEvent, CustomerState> store(
            CustomerState state, CustomerEvent event, ActorRef<CustomerAnswer> replyTo) {
        return Effect()
                .persist(StoredCustomerEvent.following(state.chainHash(), event))
                .thenReply(replyTo, evolved -> new CustomerAnswer.Recorded(event));
    }

    private CustomerAnswer quotation(CustomerState state, Quote quote) {
        Program current = program.get();
        if (current == null) {
            return CustomerAnswer.noProgram();
        }
        Refusal closed = state.customer().closed("customer", current);
        if (closed != null) {
            return new CustomerAnswer.Refused(closed);
        }
        Refusal malformed = quote.cart().problem(current);
        return malformed == null
                ? new CustomerAnswer.Quoted(
                        state.customer().quote(quote.orderId(), quote.cart(), current, conditions, clock.instant()))
                : new CustomerAnswer.Refused(malformed);
    }

    private CustomerAnswer standing(CustomerState state) {
        Program current = program.get();
        Instant now = clock.instant();
        Instant latest = state.customer().latest();
        return current == null
                ? CustomerAnswer.noProgram()
                : new CustomerAnswer.Account(state.customer(), now.isBefore(latest) ? latest : now);
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(EVENTS_PER_SNAPSHOT, SNAPSHOTS_KEPT);
    }
}
