package dev.giveback.loyalty.model;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import com.google.protobuf.ByteString;
import dev.giveback.loyalty.actor.CustomerReply;
import dev.giveback.loyalty.actor.RunningCustomer;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Decision;
import dev.giveback.loyalty.domain.Program;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.loyalty.model.CrashingJournal.Moment;
import dev.giveback.platform.journal.ChainHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A customer's real actor over a journal in memory. It is stopped now and then; and where writes crash, each fails once before it is
 * stored and once after, and the caller repeats the request until it is answered.
 */
final class ActorSubject implements Subject {
    private final PersistenceTestKit journal;
    private final String persistenceId;
    private final Faults faults;
    private final Chance chance = new Chance(1);
    private final RunningCustomer customer;
    private final Set<String> answered = new HashSet<>();
    private final Crashes crashes;
    private volatile Instant clock = Instant.EPOCH;
    private volatile @Nullable Program program;

    /**
     * What goes wrong.
     *
     * @param stopPercent how often the actor is stopped before a command
     * @param crashes whether each write fails twice
     * @param supervised whether the actor is left to restart by itself after a crash, and not killed and started anew
     * @param repeat how the caller repeats a request that was not answered; a caller without a bug sends the same
     */
    record Faults(int stopPercent, boolean crashes, boolean supervised, UnaryOperator<Command> repeat) {}

    /** Counts crashes over all subjects. */
    static final class Crashes {
        int before;
        int after;

        void add(Moment moment) {
            switch (moment) {
                case BEFORE_STORING -> before++;
                case AFTER_STORING -> after++;
            }
        }
    }

    ActorSubject(ActorTestKit kit, PersistenceTestKit journal, String persistenceId, Faults faults, Crashes crashes) {
        this.journal = journal;
        this.persistenceId = persistenceId;
        this.faults = faults;
        this.crashes = crashes;
        this.customer = new RunningCustomer(kit, persistenceId, () -> clock, this::program);
    }

    private Program program() {
        if (program == null) {
            throw new IllegalStateException("program: null (expected: that of a step)");
        }
        return program;
    }

    @Override
    public Decision submit(Step step) {
        clock = step.clock();
        program = step.program();
        if (chance.percent(faults.stopPercent())) {
            customer.passivate();
        }
        CustomerReply reply = faults.crashes() ? despiteCrashes(step.command()) : await(decide(step.command()));
        return decision(step.command(), reply);
    }

    private CompletableFuture<CustomerReply> decide(Command command) {
        return customer.decide(command).toCompletableFuture();
    }

    private CustomerReply despiteCrashes(Command command) {
        Command sent = command;
        for (Moment moment : Moment.values()) {
            // Nobody repeats what has no request id: the sweeper just looks again.
            if (moment == Moment.AFTER_STORING && command.request().id().isEmpty()) {
                continue;
            }
            CompletableFuture<Moment> crashed = CrashingJournal.crashNextWrite(moment);
            CompletableFuture<CustomerReply> reply = decide(sent);
            await(CompletableFuture.anyOf(crashed, reply));
            CrashingJournal.crashNoMore();
            if (!crashed.isDone()) {
                return await(reply);
            }
            crashes.add(moment);
            if (!faults.supervised()) {
                customer.kill();
            }
            if (reply.isDone()) {
                throw new AssertionError("answered before it was stored: " + command);
            }
            sent = faults.repeat().apply(sent);
        }
        return await(decide(sent));
    }

    private Decision decision(Command command, CustomerReply reply) {
        return switch (reply) {
            case CustomerReply.Recorded recorded -> {
                String id = command.request().id();
                yield id.isEmpty() || answered.add(id)
                        ? new Decision.Accepted(recorded.event())
                        : new Decision.Repeated(recorded.event());
            }
            case CustomerReply.Refused refused -> new Decision.Rejected(refused.refusal());
            case CustomerReply.Unchanged unchanged -> new Decision.Unchanged();
            case CustomerReply.Quoted quoted ->
                throw new IllegalStateException("quoted (expected: recorded, refused or unchanged)");
            case CustomerReply.Standing standing -> throw new AssertionError("not asked for: " + standing);
        };
    }

    @Override
    public Customer customer() {
        CustomerReply reply = await(customer.read().toCompletableFuture());
        return ((CustomerReply.Standing) reply).customer();
    }

    /** What the journal holds, read from its bytes; checks the chain of hashes on the way. */
    @Override
    public List<CustomerEvent> events() {
        List<CustomerEvent> events = new ArrayList<>();
        ByteString previous = ChainHash.NONE;
        for (Object row : journal.persistedInStorage(persistenceId)) {
            StoredCustomerEvent stored = (StoredCustomerEvent) row;
            if (!ChainHash.follows(previous, stored.eventBytes(), stored.chainHash())) {
                throw new AssertionError("the chain breaks at " + stored.event());
            }
            previous = stored.chainHash();
            events.add(stored.event());
        }
        return events;
    }

    void close() {
        customer.close();
    }

    private static <T> T await(CompletableFuture<T> stage) {
        try {
            return stage.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            throw new AssertionError("no answer", failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interruption);
        }
    }
}
