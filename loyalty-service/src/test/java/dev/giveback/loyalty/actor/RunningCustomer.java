package dev.giveback.loyalty.actor;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import akka.persistence.typed.PersistenceId;
import dev.giveback.loyalty.domain.Command;
import dev.giveback.loyalty.domain.Conditions;
import dev.giveback.loyalty.domain.Program;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One customer's actor without a cluster around it, for tests of other packages: it can be stopped, killed and started again. */
public final class RunningCustomer {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final ActorTestKit kit;
    private final String persistenceId;
    private final InstantSource clock;
    private final Supplier<@Nullable Program> program;
    private ActorRef<CustomerMessage> actor;

    /** Starts it. */
    public RunningCustomer(
            ActorTestKit kit, String persistenceId, InstantSource clock, Supplier<@Nullable Program> program) {
        this.kit = kit;
        this.persistenceId = persistenceId;
        this.clock = clock;
        this.program = program;
        this.actor = spawned();
    }

    private ActorRef<CustomerMessage> spawned() {
        return kit.spawn(CustomerActor.create(
                PersistenceId.ofUniqueId(persistenceId), StoredIn.DEFAULT, clock, program, Conditions.NONE));
    }

    /** Asks for a decision. */
    public CompletionStage<CustomerReply> decide(Command command) {
        return ask(replyTo -> new CustomerMessage.Decide(command, false, replyTo));
    }

    /** Asks how the account stands. */
    public CompletionStage<CustomerReply> read() {
        return ask(CustomerMessage.Read::new);
    }

    private CompletionStage<CustomerReply> ask(Function<ActorRef<CustomerAnswer>, CustomerMessage> message) {
        CompletionStage<CustomerAnswer> answer =
                AskPattern.ask(actor, message::apply, TIMEOUT, kit.system().scheduler());
        return answer.thenApply(each -> each.toReply(program));
    }

    /** Stops it as the sharding does when it is idle, and starts it again. */
    public void passivate() {
        actor.tell(CustomerMessage.Stop.INSTANCE);
        kit.createTestProbe().expectTerminated(actor, TIMEOUT);
        actor = spawned();
    }

    /** Ends it without asking, and starts it again. */
    public void kill() {
        kit.stop(actor, TIMEOUT);
        actor = spawned();
    }

    /** Ends it for good. */
    public void close() {
        kit.stop(actor, TIMEOUT);
    }
}
