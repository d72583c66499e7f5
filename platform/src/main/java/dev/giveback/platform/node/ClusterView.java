package dev.giveback.platform.node;

import akka.actor.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.sharding.ClusterSharding;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.typed.Cluster;
import akka.pattern.Patterns;
import dev.giveback.operations.v1.NodeStatus;
import dev.giveback.operations.v1.RegionStatus;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;

/** The cluster as one node sees it. */
final class ClusterView {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final ActorSystem<?> system;

    ClusterView(ActorSystem<?> system) {
        this.system = system;
    }

    /** Its nodes, by address. */
    List<NodeStatus> nodes() {
        Cluster cluster = Cluster.get(system);
        ClusterEvent.CurrentClusterState state = cluster.state();
        return StreamSupport.stream(state.getMembers().spliterator(), false)
                .map(member -> NodeStatus.newBuilder()
                        .setAddress(member.address().toString())
                        .setState(member.status().toString())
                        .setAnswering(member.uniqueAddress()
                                .equals(cluster.selfMember().uniqueAddress()))
                        .setUnreachable(isUnreachable(state, member))
                        .build())
                .sorted(Comparator.comparing(NodeStatus::getAddress))
                .toList();
    }

    private static boolean isUnreachable(ClusterEvent.CurrentClusterState state, Member member) {
        return state.getUnreachable().contains(member);
    }

    /** Its regions of this node, by name; a region that does not answer is left out. */
    CompletionStage<List<RegionStatus>> regions() {
        ClusterSharding sharding = ClusterSharding.get(system.classicSystem());
        List<CompletableFuture<List<RegionStatus>>> asked = sharding.getShardTypeNames().stream()
                .sorted()
                .map(kind -> region(sharding.shardRegion(kind), kind))
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                .thenApply(all -> asked.stream()
                        .flatMap(answered -> answered.join().stream())
                        .toList());
    }

    private static CompletableFuture<List<RegionStatus>> region(ActorRef region, String kind) {
        return Patterns.ask(region, ShardRegion.getRegionStatsInstance(), PATIENCE)
                .thenApply(ShardRegion.ShardRegionStats.class::cast)
                .thenApply(stats -> List.of(RegionStatus.newBuilder()
                        .setKind(kind)
                        .setShardCount(stats.getStats().size())
                        .setEntityCount(stats.getStats().values().stream()
                                .mapToLong(entities -> ((Number) entities).longValue())
                                .sum())
                        .build()))
                .exceptionally(silent -> List.of())
                .toCompletableFuture();
    }
}
