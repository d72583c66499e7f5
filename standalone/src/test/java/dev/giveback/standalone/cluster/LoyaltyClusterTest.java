package dev.giveback.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.client.GivebackClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes under load. How long a failover takes is told and not judged: that depends on the machine. */
final class LoyaltyClusterTest {
    /** Customers that buy at the same time; more with {@code -Dgiveback.test.cluster.customers}. */
    private static final int CUSTOMERS = Integer.getInteger("giveback.test.cluster.customers", 30);

    private static final int ROUNDS = Integer.getInteger("giveback.test.cluster.rounds", 1);

    /** From one order of a customer to the next, where nodes are restarted: with 100 customers and 100 ms there are 1,000 a second. */
    private static final Duration PACE = Duration.ofMillis(Integer.getInteger("giveback.test.cluster.pace", 100));

    /** What a till waits for an answer there. The client's own 5 s are for a machine that is not busy with other tests. */
    private static final Duration DEADLINE =
            Duration.ofSeconds(Integer.getInteger("giveback.test.cluster.deadline", 120));

    /** Orders of each customer after a node is back, so that shards move to it meanwhile. */
    private static final int AFTER_RESTART = Integer.getInteger("giveback.test.cluster.after", 60);

    /** As it is shipped. */
    private static final Map<String, String> SETTINGS = Map.of();

    /** Where no node is lost, none is to be sent away because the machine is busy, and no answer given up. */
    private static final Map<String, String> PATIENT = Map.of(
            "akka.cluster.failure-detector.acceptable-heartbeat-pause",
            "5m",
            "giveback.platform.grpc.deadline-cap",
            "2m",
            "giveback.loyalty.timeout",
            "60s");

    @TempDir
    private Path folder;

    @Test
    void aNodeThatIsKilledCostsTimeAndNoOrder() throws Exception {
        try (LoyaltyCluster cluster = LoyaltyCluster.start(folder, 3, SETTINGS)) {
            Tills tills = Tills.open(cluster.client(), CUSTOMERS, Duration.ofSeconds(5));
            try (tills) {
                var unused = tills.untilEachSold(5);
                for (int round = 0; round < ROUNDS; round++) {
                    ServiceNode victim = cluster.nodes().get(round % 3);
                    int before = tills.sold();
                    victim.kill();
                    Duration recovery = tills.untilEachSold(1);
                    System.out.printf(
                            "killed: every customer was served again after %d ms; %d orders meanwhile, %d answers"
                                    + " failed%n",
                            recovery.toMillis(),
                            tills.sold() - before,
                            tills.failures().size());
                    victim.begin();
                    victim.awaitReady();
                    var unusedToo = tills.untilEachSold(5);
                }
            }
            // Else nothing was lost because nothing was there to be lost.
            assertThat(tills.failures()).as("answers that failed").isNotEmpty();
            tills.compareBooks();
        }
    }

    /** Each node in turn, the oldest one last; what the client has repeated by itself is no failure. How long a call waits is told and not judged. */
    @Test
    void aClientSeesNothingOfNodesThatAreStartedAgain() throws Exception {
        try (LoyaltyCluster cluster = LoyaltyCluster.start(folder, 3, PATIENT)) {
            Tills tills = Tills.open(cluster.client(), "c", CUSTOMERS, DEADLINE, PACE);
            try (tills) {
                var unused = tills.untilEachSold(5);
                for (ServiceNode node : cluster.nodes()) {
                    restart(node, tills, cluster.client());
                }
            }
            assertThat(tills.failures()).as("answers that failed").isEmpty();
            tills.compareBooks();
        }
    }

    private static void restart(ServiceNode node, Tills tills, GivebackClient client) throws Exception {
        var unused = tills.longestWait();
        long repeats = client.repeats();
        long begin = System.nanoTime();
        int before = tills.sold();
        node.stop();
        long stopped = System.nanoTime();
        Duration waitOfStop = tills.longestWait();
        assertThat(tills.sold()).as("orders while a node stopped").isGreaterThan(before);
        node.begin();
        node.awaitReady();
        var unusedToo = tills.untilEachSold(AFTER_RESTART);
        System.out.printf(
                "restarted: stopped in %d ms; %d orders in %d ms; the longest wait %d and then %d ms; %d calls repeated, %d failed%n",
                TimeUnit.NANOSECONDS.toMillis(stopped - begin),
                tills.sold() - before,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin),
                waitOfStop.toMillis(),
                tills.longestWait().toMillis(),
                client.repeats() - repeats,
                tills.failures().size());
    }

    /** It does not know that it was sent away, and has answers to give; its writes are refused, or were before. */
    @Test
    void aNodeThatWasFrozenAndComesBackDoublesNothing() throws Exception {
        try (LoyaltyCluster cluster = LoyaltyCluster.start(folder, 3, SETTINGS)) {
            Tills tills = Tills.open(cluster.client(), CUSTOMERS, Duration.ofSeconds(5));
            ServiceNode frozen = cluster.nodes().get(1);
            try (tills) {
                var unused = tills.untilEachSold(5);
                frozen.freeze();
                Duration recovery = tills.untilEachSold(3);
                System.out.printf(
                        "frozen: every customer was served again after %d ms, %d answers failed%n",
                        recovery.toMillis(), tills.failures().size());
                frozen.thaw();
                var unusedToo = tills.untilEachSold(5);
                frozen.awaitSentAway();
            }
            assertThat(tills.failures()).as("answers that failed").isNotEmpty();
            tills.compareBooks();
        }
    }
}
