package dev.giveback.platform.cluster;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.RecipientRef;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How long an actor is waited for, and when it is asked again. While a node of the cluster does not answer, many actors cannot, and callers are
 * told soon. A node that leaves in order has handed its actors over before, so it is not missed.
 */
public final class ClusterPatience {
    private static final Duration NONE = Duration.ofMillis(1);

    private static final Set<MemberStatus> GOING = Set.of(MemberStatus.leaving(), MemberStatus.exiting());

    private final ActorSystem<?> system;
    private final @Nullable Cluster cluster;
    private final Duration degraded;
    private final Duration askAgain;

    private ClusterPatience(ActorSystem<?> system, @Nullable Cluster cluster, Duration degraded, Duration askAgain) {
        this.system = system;
        this.cluster = cluster;
        this.degraded = degraded;
        this.askAgain = askAgain;
    }

    /** That of this node; without a cluster whatever is wanted. */
    public static ClusterPatience of(ActorSystem<?> system) {
        Config config = system.settings().config();
        if (!config.getString("akka.actor.provider").equals("cluster") || !config.hasPath("giveback.cluster")) {
            return new ClusterPatience(system, null, Duration.ZERO, Duration.ZERO);
        }
        Config own = config.getConfig("giveback.cluster");
        boolean isAlone =
                own.getString("seeds").isBlank() && own.getString("discovery").isBlank();
        return new ClusterPatience(
                system,
                Cluster.get(system),
                own.getDuration("degraded-timeout"),
                isAlone ? Duration.ZERO : own.getDuration("ask-again"));
    }

    /** The time wanted, or less. */
    public Duration of(Duration wanted) {
        if (cluster == null) {
            return wanted;
        }
        MemberStatus status = cluster.selfMember().status();
        if (status.equals(MemberStatus.down()) || status.equals(MemberStatus.removed())) {
            return NONE;
        }
        return wanted.compareTo(degraded) < 0 || !isMissed(cluster) ? wanted : degraded;
    }

    private static boolean isMissed(Cluster cluster) {
        Set<Member> unreachable = cluster.state().getUnreachable();
        return !unreachable.isEmpty() && unreachable.stream().anyMatch(node -> !GOING.contains(node.status()));
    }

    /** A question to this actor; in a cluster of one, where nothing moves, it is asked once. */
    public <M> AskAgain<M> question(RecipientRef<M> actor) {
        return new AskAgain<>(actor, system.scheduler(), system.executionContext(), askAgain);
    }
}
