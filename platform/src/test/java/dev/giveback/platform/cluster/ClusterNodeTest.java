package dev.giveback.platform.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.TestCertificates;
import dev.giveback.platform.grpc.TlsFiles;
import dev.giveback.platform.lifecycle.StartupException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that find each other, in one JVM, over real sockets. */
final class ClusterNodeTest {
    private static final String NAME = "giveback-test";

    @TempDir
    private Path folder;

    @Test
    void nodesOfAListFindEachOtherWithTls() throws Exception {
        TlsFiles files = new TestCertificates(folder, "ours").certify("node", "node");
        int one = freePort();
        int other = freePort();
        String seeds = "127.0.0.1:" + one + ",127.0.0.1:" + other;
        Map<String, Object> tls = withTls(files);
        CompletableFuture<ClusterNode> second =
                CompletableFuture.supplyAsync(() -> ClusterNode.start(NAME, config(other, seeds, tls)));
        try (ClusterNode first = ClusterNode.start(NAME, config(one, seeds, tls));
                ClusterNode joined = second.join()) {
            assertThat(joined.isUp()).isTrue();
            assertThat(first.system().settings().config().getString("akka.remote.artery.transport"))
                    .isEqualTo("tls-tcp");
            assertThat(membersUp(joined)).isEqualTo(2);
        }
    }

    /** The control: it is the certificates that let nodes in. */
    @Test
    void aNodeOfAnotherAuthorityIsNotLetIn() throws Exception {
        int one = freePort();
        String seeds = "127.0.0.1:" + one;
        TlsFiles ours = new TestCertificates(folder, "ours").certify("node", "node");
        TlsFiles theirs = new TestCertificates(folder, "theirs").certify("stranger", "stranger");
        Map<String, Object> stranger = withTls(theirs);
        stranger.put("giveback.cluster.join-limit", "10s");
        try (ClusterNode first = ClusterNode.start(NAME, config(one, seeds, withTls(ours)))) {
            assertThatThrownBy(() -> ClusterNode.start(NAME, config(freePort(), seeds, stranger)))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContaining("has not let this node in");
            assertThat(membersUp(first)).isEqualTo(1);
        }
    }

    @Test
    void nodesThatADiscoveryNamesFoundOneCluster() throws Exception {
        List<Integer> management = List.of(freePort(), freePort());
        CompletableFuture<ClusterNode> second =
                CompletableFuture.supplyAsync(() -> ClusterNode.start(NAME, discovered(management, 1)));
        try (ClusterNode first = ClusterNode.start(NAME, discovered(management, 0));
                ClusterNode other = second.join()) {
            assertThat(Cluster.get(first.system()).state().getLeader())
                    .isEqualTo(Cluster.get(other.system()).state().getLeader());
            assertThat(membersUp(other)).isEqualTo(2);
        }
    }

    @Test
    void plainTextIsForLoopback() {
        Map<String, Object> anywhere = new HashMap<>(Map.of("akka.remote.artery.canonical.hostname", "10.1.2.3"));
        assertThatThrownBy(() -> ClusterNode.start(NAME, config(0, "", anywhere)))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("10.1.2.3 without TLS");
    }

    @Test
    void aSeedThatIsNoAddressIsNamed() {
        assertThatThrownBy(() -> ClusterNode.start(NAME, config(0, "10.0.0.1", new HashMap<>())))
                .isInstanceOf(StartupException.class)
                .hasMessageContaining("\"10.0.0.1\" (expected: host:port");
    }

    private static long membersUp(ClusterNode node) {
        return StreamSupport.stream(
                        Cluster.get(node.system()).state().getMembers().spliterator(), false)
                .filter(member -> member.status().equals(MemberStatus.up()))
                .count();
    }

    private static Config discovered(List<Integer> management, int self) {
        Map<String, Object> over = new HashMap<>();
        over.put("giveback.cluster.discovery", "config");
        over.put("giveback.cluster.discovery-name", "nodes");
        over.put("akka.management.http.hostname", "127.0.0.1");
        over.put("akka.management.http.port", management.get(self));
        // Each on a port of its own, because they share a host.
        over.put("akka.management.cluster.bootstrap.contact-point.filter-on-fallback-port", false);
        over.put(
                "akka.discovery.config.services.nodes.endpoints",
                management.stream()
                        .map(port -> Map.of("host", "127.0.0.1", "port", port))
                        .toList());
        return config(0, "", over);
    }

    private static Map<String, Object> withTls(TlsFiles files) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("giveback.platform.tls.certificate", files.certificate().toString());
        settings.put("giveback.platform.tls.key", files.key().toString());
        settings.put("giveback.platform.tls.ca", String.valueOf(files.ca()));
        return settings;
    }

    private static Config config(int port, String seeds, Map<String, Object> over) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "akka.remote.artery.canonical.port",
                port,
                "giveback.cluster.seeds",
                seeds,
                "akka.logger-startup-timeout",
                "60s",
                // A busy machine is no lost node.
                "akka.cluster.failure-detector.acceptable-heartbeat-pause",
                "60s"));
        settings.putAll(over);
        return Settings.load(settings, "giveback-cluster").toConfig();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException("no port is free", none);
        }
    }
}
