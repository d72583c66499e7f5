package dev.giveback.access.actor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import dev.giveback.access.domain.ApprovalCommand;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The approvals of all programs: asks the actor of one and gives its answer. */
public final class Approvals {
    private final ClusterSharding sharding;

    private Approvals(ClusterSharding sharding) {
        this.sharding = sharding;
    }

    /** Starts their sharding on this node; call it once a node. */
    public static Approvals start(ActorSystem<?> system, InstantSource clock) {
        ClusterSharding sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(ApprovalsActor.TYPE_KEY, entity -> ApprovalsActor.create(entity.getEntityId(), clock))
                .withStopMessage(ApprovalMessage.Stop.INSTANCE));
        return new Approvals(sharding);
    }

    /**
     * Has a command decided and recorded.
     *
     * @param requestJson the request of an act that somebody may be asked about; empty for other commands
     */
    public CompletionStage<ApprovalReply> decide(
            String program, ApprovalCommand command, String requestJson, Duration timeout) {
        return ask(program, replyTo -> new ApprovalMessage.Decide(command, requestJson, replyTo), timeout);
    }

    /** Reads the policy. */
    public CompletionStage<ApprovalReply> policy(String program, Duration timeout) {
        return ask(program, ApprovalMessage.ReadPolicy::new, timeout);
    }

    private CompletionStage<ApprovalReply> ask(
            String program, Function<ActorRef<ApprovalReply>, ApprovalMessage> message, Duration timeout) {
        return sharding.entityRefFor(ApprovalsActor.TYPE_KEY, program).ask(message::apply, timeout);
    }
}
