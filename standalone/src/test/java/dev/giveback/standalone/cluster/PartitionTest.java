package dev.giveback.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.client.GivebackClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes of which one cannot talk to the other two any more; all of them reach the database, and all are asked to write. */
final class PartitionTest {
    private static final int CUSTOMERS = 30;
    /** Not the last one, which founded the cluster: it would found another one if it came back before the wires are mended. */
    private static final int PARTED = 0;

    private static final Duration DEADLINE = Duration.ofSeconds(5);

    /** As shipped, but for more time, so that a busy machine is not taken for a lost node, and writes on both sides before they decide. */
    private static final Map<String, String> SETTINGS = Map.of(
            "akka.cluster.failure-detector.acceptable-heartbeat-pause",
            "8s",
            "akka.cluster.split-brain-resolver.stable-after",
            "20s",
            "akka.cluster.split-brain-resolver.down-all-when-unstable",
            "90s");

    @TempDir
    private Path folder;

    @Test
    void theSideWithFewerNodesEndsAndNothingIsLostOrDoubled() throws Exception {
        try (Wires wires = new Wires(folder);
                LoyaltyCluster cluster = LoyaltyCluster.start(folder, 3, SETTINGS, wires::connect)) {
            ServiceNode parted = cluster.nodes().get(PARTED);
            Tills anywhere = Tills.open(cluster.client(), CUSTOMERS, DEADLINE);
            try (anywhere;
                    GivebackClient few = client(parted);
                    GivebackClient many = client(cluster.nodes().get(2))) {
                var unused = anywhere.untilEachSold(5);
                wires.part(PARTED);
                Tills atFew = Tills.open(few, "few", CUSTOMERS, DEADLINE, Tills.PACE);
                Tills atMany = Tills.open(many, "many", CUSTOMERS, DEADLINE, Tills.PACE);
                try (atFew;
                        atMany) {
                    awaitSales(atFew, parted);
                    awaitSales(atMany, parted);
                    parted.awaitSentAway();
                    int atTheEnd = atMany.sold();
                    var unusedToo = atMany.untilEachSold(3);
                    assertThat(atMany.sold()).as("the other side goes on").isGreaterThan(atTheEnd);
                    wires.heal();
                    parted.awaitReady();
                    var unusedAtFew = atFew.untilEachSold(3);
                    var unusedAnywhere = anywhere.untilEachSold(3);
                }
                atFew.compareBooks(cluster.client());
                atMany.compareBooks(cluster.client());
            }
            anywhere.compareBooks();
            assertThat(anywhere.failures()).as("answers that failed").isNotEmpty();
            assertThat(cluster.nodes().stream()
                            .skip(1)
                            .map(ServiceNode::sentAway)
                            .toList())
                    .as("nodes of the other side that ended by themselves")
                    .containsExactly(0, 0);
        }
    }

    private static GivebackClient client(ServiceNode node) {
        return GivebackClient.builder(node.address()).plaintext().build();
    }

    /** The control: this side writes after the wires were cut, and before anybody was sent away. */
    private static void awaitSales(Tills tills, ServiceNode parted) throws InterruptedException {
        while (tills.sold() == 0) {
            assertThat(parted.sentAway())
                    .as("the node was sent away before this side had written")
                    .isZero();
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }
}
