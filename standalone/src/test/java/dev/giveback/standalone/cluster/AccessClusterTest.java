package dev.giveback.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.access.v1.ApprovalRequest;
import dev.giveback.access.v1.ApprovalState;
import dev.giveback.access.v1.AuditEntry;
import dev.giveback.access.v1.Key;
import dev.giveback.access.v1.KeyState;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.testkit.TestDatabase;
import io.grpc.ManagedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of the access service: what either is told both know, and what was answered survives the loss of one. */
final class AccessClusterTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final int ACTS = 10;

    @TempDir
    private Path folder;

    @Test
    void whatEitherIsToldBothKnowAndTheOneThatIsLeftGoesOn() throws Exception {
        Lifecycle lifecycle = new Lifecycle();
        try {
            TestDatabase database = lifecycle.add("database", LIMIT, TestDatabase.create());
            List<ServiceNode> nodes =
                    ServiceNode.cluster(2, () -> ServiceNode.access(folder, database), ServiceNode.Wiring.DIRECT);
            for (ServiceNode node : nodes) {
                lifecycle.add("node", LIMIT, node.supervised());
                node.begin();
            }
            for (ServiceNode node : nodes) {
                node.awaitReady();
            }
            AccessAtNode one = at(nodes.getFirst(), lifecycle);
            AccessAtNode other = at(nodes.getLast(), lifecycle);

            assertThat(operatorKeys())
                    .as("first keys of two nodes that start at once")
                    .isEqualTo(1);
            Key revoked = changeKeys(one, other);
            Key kept = changeKeysBack(one, other);
            ApprovalRequest approved = approve(one, other);
            List<String> answered = killOneAmongActs(nodes.getLast(), one, other);

            assertThat(one.resolve(revoked.getName()).getKey().getState()).isEqualTo(KeyState.KEY_STATE_REVOKED);
            assertThat(one.resolve(kept.getName()).getKey().getState()).isEqualTo(KeyState.KEY_STATE_ACTIVE);
            assertThat(one.ask("shop")).isEqualTo(approved);
            answered.forEach(one::end);
            compareLog(one, answered);
            assertThat(one.verify()).isEmpty();
        } finally {
            lifecycle.close();
        }
    }

    private static AccessAtNode at(ServiceNode node, Lifecycle lifecycle) {
        ManagedChannel channel = Channels.network(node.address());
        lifecycle.onStop("channel", LIMIT, () -> Channels.close(channel, Duration.ofSeconds(1)));
        return new AccessAtNode(channel);
    }

    private long operatorKeys() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".key")).count();
        }
    }

    /** Made, rotated and revoked by one and the other in turn; whoever is asked knows it at once. */
    private static Key changeKeys(AccessAtNode one, AccessAtNode other) {
        Key key = one.create("made-by-one");
        assertThat(other.create("made-by-one")).as("a repeat at the other node").isEqualTo(key);
        var first = one.resolve(key.getName());
        assertThat(other.resolve(key.getName()).getSecretSha256()).isEqualTo(first.getSecretSha256());
        assertThat(other.rotate(key.getName()).getState()).isEqualTo(KeyState.KEY_STATE_ACTIVE);
        assertThat(one.resolve(key.getName()).getSecretSha256())
                .isNotEqualTo(first.getSecretSha256())
                .isEqualTo(other.resolve(key.getName()).getSecretSha256());
        assertThat(one.revoke(key.getName()).getState()).isEqualTo(KeyState.KEY_STATE_REVOKED);
        assertThat(other.resolve(key.getName()).getKey().getState()).isEqualTo(KeyState.KEY_STATE_REVOKED);
        return key;
    }

    private static Key changeKeysBack(AccessAtNode one, AccessAtNode other) {
        Key key = other.create("made-by-other");
        assertThat(one.resolve(key.getName()).getKey().getState()).isEqualTo(KeyState.KEY_STATE_ACTIVE);
        return key;
    }

    private static ApprovalRequest approve(AccessAtNode one, AccessAtNode other) {
        one.policy("shop");
        ApprovalRequest asked = other.ask("shop");
        assertThat(one.ask("shop").getName()).isEqualTo(asked.getName());
        assertThat(one.approve(asked.getName()).getState()).isEqualTo(ApprovalState.APPROVAL_STATE_APPROVED);
        ApprovalRequest approved = other.ask("shop");
        assertThat(approved.getState()).isEqualTo(ApprovalState.APPROVAL_STATE_APPROVED);
        return approved;
    }

    /** Gives the names of the acts that were answered, before the kill and after. */
    private static List<String> killOneAmongActs(ServiceNode victim, AccessAtNode one, AccessAtNode other)
            throws InterruptedException {
        List<String> answered = Collections.synchronizedList(new ArrayList<>());
        for (int act = 0; act < ACTS; act++) {
            answered.add((act % 2 == 0 ? one : other).begin("before"));
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread caller = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                answered.add(one.begin("meanwhile"));
            }
        });
        awaitMore(answered, ACTS);
        victim.kill();
        awaitMore(answered, ACTS);
        over.set(true);
        caller.join();
        return List.copyOf(answered);
    }

    private static void awaitMore(List<String> answered, int more) throws InterruptedException {
        int enough = answered.size() + more;
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(15);
        while (answered.size() < enough) {
            assertThat(System.nanoTime()).as("patience of the test").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Each act that was answered is there once, and has ended; the list follows the journal. */
    private static void compareLog(AccessAtNode node, List<String> answered) throws InterruptedException {
        assertThat(answered).doesNotHaveDuplicates();
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(15);
        List<AuditEntry> log = node.log();
        while (ended(log).size() < answered.size()) {
            assertThat(System.nanoTime()).as("patience of the test").isLessThan(end);
            TimeUnit.MILLISECONDS.sleep(100);
            log = node.log();
        }
        assertThat(ended(log)).containsExactlyInAnyOrderElementsOf(answered);
        assertThat(log.stream().map(AuditEntry::getName)).doesNotHaveDuplicates();
    }

    private static List<String> ended(List<AuditEntry> log) {
        return log.stream()
                .filter(AuditEntry::hasEndTime)
                .map(AuditEntry::getName)
                .toList();
    }
}
