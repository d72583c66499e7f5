package dev.giveback.access.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import dev.giveback.access.domain.KeyCommand;
import dev.giveback.access.domain.KeyId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * All keys: asks their actor and gives its answer. A stage fails with a {@link java.util.concurrent.TimeoutException} when no answer comes
 * in time; whether anything was recorded is then not known.
 */
public final class Keys {
    private final ActorSystem<?> system;
    private final ActorRef<KeyMessage> actor;

    private Keys(ActorSystem<?> system, ActorRef<KeyMessage> actor) {
        this.system = system;
        this.actor = actor;
    }

    /**
     * Starts their actor, once in the cluster; call it once a node.
     *
     * @param watcher told which keys and sessions changed where the actor lives; it must not block
     */
    public static Keys start(ActorSystem<?> system, InstantSource clock, Consumer<Set<KeyId>> watcher) {
        return new Keys(
                system,
                ClusterSingleton.get(system)
                        .init(SingletonActor.of(KeysActor.create(clock, watcher), "keys")
                                .withStopMessage(KeyMessage.Stop.INSTANCE)));
    }

    /** Has a command decided and recorded. */
    public CompletionStage<KeyReply> decide(KeyCommand command, Duration timeout) {
        return ask(replyTo -> new KeyMessage.Decide(command, replyTo), timeout);
    }

    /** Looks a key or a session up. */
    public CompletionStage<KeyReply> find(KeyId id, Duration timeout) {
        return ask(replyTo -> new KeyMessage.Find(id, replyTo), timeout);
    }

    /** Counts the keys that are remembered. */
    public CompletionStage<KeyReply> count(Duration timeout) {
        return ask(KeyMessage.Count::new, timeout);
    }

    private CompletionStage<KeyReply> ask(Function<ActorRef<KeyReply>, KeyMessage> message, Duration timeout) {
        return AskPattern.ask(actor, message::apply, timeout, system.scheduler());
    }
}
