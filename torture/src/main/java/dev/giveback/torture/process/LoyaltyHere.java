package dev.giveback.torture.process;

import dev.giveback.loyalty.LoyaltyService;
import dev.giveback.loyalty.LoyaltySettings;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestMasterKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The loyalty service in this process, on a port of loopback; its database may be reached by a wire. */
final class LoyaltyHere implements AutoCloseable {
    private static final int CONNECTIONS = 4;

    private final LoyaltyService service;
    private final int port;

    private LoyaltyHere(LoyaltyService service, int port) {
        this.service = service;
        this.port = port;
    }

    /** Starts one that reaches its database on this port. */
    static LoyaltyHere start(TestDatabase database, int databasePort) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                "giveback.loyalty.database.url",
                database.jdbcUrl().replace(":" + portOf(database) + "/", ":" + databasePort + "/"));
        settings.put("giveback.loyalty.database.user", database.user());
        settings.put("giveback.loyalty.database.password", database.password());
        settings.put("giveback.loyalty.database.journal-connections", CONNECTIONS);
        settings.put("giveback.loyalty.database.read-connections", CONNECTIONS);
        settings.put("giveback.platform.grpc.drain.notice", "0s");
        settings.put(TestMasterKeys.SETTING, TestMasterKeys.KEYSET);
        int port = freePort();
        return new LoyaltyHere(
                LoyaltyService.start(
                        LoyaltySettings.load(settings),
                        List.of(new Endpoint.Network("127.0.0.1", port)),
                        new SimpleMeterRegistry(),
                        InstantSource.system()),
                port);
    }

    /** The port that the database itself listens on. */
    static int portOf(TestDatabase database) {
        return URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        service.close();
    }
}
