package dev.giveback.standalone.cluster;

import dev.giveback.client.GivebackClient;
import dev.giveback.gateway.Gateway;
import dev.giveback.gateway.GatewaySettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.standalone.TestShop;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestGuard;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Some nodes on one database, a gateway in front of them, and the client that shops take. */
final class LoyaltyCluster implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Lifecycle lifecycle = new Lifecycle();
    private final TestDatabase database;
    private final List<ServiceNode> nodes;
    private final GivebackClient client;

    private LoyaltyCluster(Path folder, int size, Map<String, String> settings, ServiceNode.Wiring wiring)
            throws Exception {
        database = lifecycle.add("database", LIMIT, TestDatabase.create());
        nodes = ServiceNode.cluster(size, () -> ServiceNode.loyalty(folder, database), wiring);
        for (ServiceNode node : nodes) {
            settings.forEach(node::with);
            lifecycle.add("node", LIMIT, node.supervised());
            node.begin();
        }
        for (ServiceNode node : nodes) {
            node.awaitReady();
        }
        client = lifecycle.add("client", LIMIT, connected());
    }

    /** Starts as many nodes with a program called shop. */
    static LoyaltyCluster start(Path folder, int size, Map<String, String> settings) throws Exception {
        return start(folder, size, settings, ServiceNode.Wiring.DIRECT);
    }

    /** The same, with something between the nodes. */
    static LoyaltyCluster start(Path folder, int size, Map<String, String> settings, ServiceNode.Wiring wiring)
            throws Exception {
        LoyaltyCluster cluster = new LoyaltyCluster(folder, size, settings, wiring);
        new TestShop(cluster.client.channel()).create(TestShop.program());
        return cluster;
    }

    private GivebackClient connected() {
        TestGuard guard = lifecycle.add("access service", LIMIT, TestGuard.start());
        ManagedChannel loyalty = Channels.network(
                "nodes:///" + nodes.stream().map(ServiceNode::address).collect(Collectors.joining(",")));
        lifecycle.onStop("channel", LIMIT, () -> Channels.close(loyalty, Duration.ofSeconds(1)));
        ManagedChannel nobody = Channels.inProcess("nobody");
        Gateway gateway = lifecycle.add(
                "gateway",
                LIMIT,
                Gateway.start(
                        GatewaySettings.from(Settings.load(
                                Map.of(
                                        "giveback.gateway.grpc.port",
                                        0,
                                        "giveback.platform.grpc.drain.notice",
                                        "0s",
                                        "giveback.platform.grpc.deadline-cap",
                                        "2m"),
                                GatewaySettings.RESOURCE)),
                        Map.of(
                                Gateway.LOYALTY,
                                loyalty,
                                Gateway.COUPON,
                                nobody,
                                Gateway.RECOMMENDATION,
                                nobody,
                                Gateway.FEEDBACK,
                                nobody,
                                Gateway.ACCESS,
                                guard.channel()),
                        new SimpleMeterRegistry()));
        return GivebackClient.builder("127.0.0.1:" + gateway.port())
                .plaintext()
                .key(guard.adminSecret())
                .build();
    }

    /** That of the service's own journal. */
    TestDatabase database() {
        return database;
    }

    List<ServiceNode> nodes() {
        return nodes;
    }

    GivebackClient client() {
        return client;
    }

    @Override
    public void close() {
        lifecycle.close();
    }
}
