package dev.giveback.access.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.typed.ClusterSingleton;
import akka.cluster.typed.SingletonActor;
import dev.giveback.access.v1.AuditEntry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The log of acts: asks its actor and gives its answer, which comes when the row is durable. */
public final class Audit {
    private final ActorSystem<?> system;
    private final ActorRef<AuditMessage> actor;

    private Audit(ActorSystem<?> system, ActorRef<AuditMessage> actor) {
        this.system = system;
        this.actor = actor;
    }

    /** Starts its actor, once in the cluster; call it once a node. */
    public static Audit start(ActorSystem<?> system, InstantSource clock) {
        return new Audit(
                system,
                ClusterSingleton.get(system)
                        .init(SingletonActor.of(AuditActor.create(clock), "audit")
                                .withStopMessage(AuditMessage.Stop.INSTANCE)));
    }

    /** Records that an act begins. */
    public CompletionStage<AuditReply> begin(AuditEntry entry, Duration timeout) {
        return ask(replyTo -> new AuditMessage.Begin(entry, replyTo), timeout);
    }

    /** Records how an act ended. */
    public CompletionStage<AuditReply> end(long id, String code, String reason, String afterJson, Duration timeout) {
        return ask(replyTo -> new AuditMessage.End(id, code, reason, afterJson, replyTo), timeout);
    }

    private CompletionStage<AuditReply> ask(Function<ActorRef<AuditReply>, AuditMessage> message, Duration timeout) {
        return AskPattern.ask(actor, message::apply, timeout, system.scheduler());
    }
}
