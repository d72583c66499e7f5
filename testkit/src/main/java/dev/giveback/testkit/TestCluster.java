package dev.giveback.testkit;

import java.util.Map;

/** The cluster of a node that is alone in a test. */
public final class TestCluster {
    /**
     * Settings with which such a node comes up and leaves at once. Nothing else is any different: it takes the same steps, but looks every 20 ms, and not every
     * 500 or 1,000, whether the next one is due. Tests of several nodes keep what users have.
     */
    public static final Map<String, String> ALONE = Map.of(
            "akka.cluster.periodic-tasks-initial-delay",
            "20ms",
            "akka.cluster.gossip-interval",
            "20ms",
            "akka.cluster.leader-actions-interval",
            "20ms",
            "akka.cluster.singleton.hand-over-retry-interval",
            "20ms",
            "akka.cluster.sharding.retry-interval",
            "50ms");

    private TestCluster() {}
}
