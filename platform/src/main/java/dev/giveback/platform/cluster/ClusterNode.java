package dev.giveback.platform.cluster;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.cluster.typed.JoinSeedNodes;
import com.typesafe.config.Config;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.platform.lifecycle.StartupException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process as a node of its service's cluster: let in before anything is served, and left in order, with its shards handed over. */
public final class ClusterNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterNode.class);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(30);

    private final ActorSystem<Void> system;
    private final Duration leaveLimit;
    private final AtomicBoolean leaving = new AtomicBoolean();

    private ClusterNode(ActorSystem<Void> system, Duration leaveLimit) {
        this.system = system;
        this.leaveLimit = leaveLimit;
    }

    /**
     * Starts the actor system, and returns when the cluster has let it in.
     *
     * @param name of the service's cluster, the same on all nodes
     * @param config all settings of the service
     */
    public static ClusterNode start(String name, Config config) {
        Settings own = Settings.of(config).at("giveback.cluster");
        Formation formation = Formation.of(name, own);
        Config settled = Transport.of(config, formation);
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), name, settled);
        ClusterNode node = new ClusterNode(system, own.duration("leave-limit", LEAST, MOST));
        try {
            node.join(formation);
            node.awaitUp(own.duration("join-limit", LEAST, MOST));
        } catch (RuntimeException failed) {
            node.close();
            throw failed;
        }
        return node;
    }

    /** The same, of which the process takes note so that it is left when the process stops. */
    public static ClusterNode start(String name, Config config, Lifecycle lifecycle) {
        ClusterNode node = start(name, config);
        return lifecycle.add("actors", node.leaveLimit.plusSeconds(1), node);
    }

    private void join(Formation formation) {
        Cluster cluster = Cluster.get(system);
        switch (formation) {
            case Formation.Alone alone ->
                cluster.manager().tell(Join.create(cluster.selfMember().address()));
            case Formation.Seeds seeds -> cluster.manager().tell(new JoinSeedNodes(seeds.addresses()));
            case Formation.Discovered discovered -> Bootstrap.start(system);
        }
    }

    private void awaitUp(Duration limit) {
        Cluster cluster = Cluster.get(system);
        long end = System.nanoTime() + limit.toNanos();
        while (!cluster.selfMember().status().equals(MemberStatus.up())) {
            if (System.nanoTime() > end
                    || system.getWhenTerminated().toCompletableFuture().isDone()) {
                throw new StartupException("the cluster has not let this node in within " + limit.toSeconds()
                        + " s (expected: giveback.cluster.seeds or discovery name a node that can be reached)");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StartupException("interrupted while joining the cluster", e);
            }
        }
    }

    /** The actor system. */
    public ActorSystem<Void> system() {
        return system;
    }

    /** Whether the cluster counts this node among those that work; cheap. */
    public boolean isUp() {
        return !leaving.get() && Cluster.get(system).selfMember().status().equals(MemberStatus.up());
    }

    /**
     * Does this when the cluster has sent the node away, so that it must be started again; not when the node leaves by itself.
     *
     * @param thenDo runs on a thread of its own
     */
    public void whenSentAway(Runnable thenDo) {
        var unused = system.getWhenTerminated().thenRun(() -> {
            if (!leaving.get()) {
                LOG.error("The cluster has sent this node away; it ends, and has to be started again.");
                Thread.ofPlatform().name("sent-away").start(thenDo);
            }
        });
    }

    /** Hands the shards over, leaves the cluster and ends the actors. */
    @Override
    public void close() {
        leaving.set(true);
        system.terminate();
        try {
            system.getWhenTerminated().toCompletableFuture().get(leaveLimit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            LOG.warn("The actors did not end within {}.", leaveLimit, e);
        }
    }
}
