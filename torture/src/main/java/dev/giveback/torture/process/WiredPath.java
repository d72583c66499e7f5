package dev.giveback.torture.process;

import dev.giveback.gateway.Gateway;
import dev.giveback.gateway.GatewaySettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestGuard;
import io.grpc.ManagedChannel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** A gateway, the loyalty service and a database, with a wire between each and the next. */
final class WiredPath implements AutoCloseable {
    private static final Map<String, Object> SETTINGS =
            Map.of("giveback.gateway.grpc.port", 0, "giveback.platform.grpc.drain.notice", "0s");

    private final Deque<Closeable> parts = new ArrayDeque<>();
    private final Wire toDatabase;
    private final Wire toService;
    private final TestGuard guard;
    private final Gateway gateway;

    WiredPath() throws IOException {
        TestDatabase database = TestDatabase.create();
        parts.push(database::close);
        toDatabase = new Wire(LoyaltyHere.portOf(database));
        parts.push(toDatabase::close);
        LoyaltyHere service = LoyaltyHere.start(database, toDatabase.port());
        parts.push(service::close);
        toService = new Wire(service.port());
        parts.push(toService::close);
        guard = TestGuard.start();
        parts.push(guard::close);
        ManagedChannel loyalty = Channels.network("127.0.0.1:" + toService.port());
        parts.push(loyalty::shutdownNow);
        ManagedChannel nobody = Channels.inProcess("nobody");
        parts.push(nobody::shutdownNow);
        gateway = Gateway.start(
                GatewaySettings.from(Settings.load(SETTINGS, GatewaySettings.RESOURCE)),
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
                new SimpleMeterRegistry());
        parts.push(gateway::close);
    }

    /** The wire between the service and its database. */
    Wire toDatabase() {
        return toDatabase;
    }

    /** The wire between the gateway and the service. */
    Wire toService() {
        return toService;
    }

    /** Somebody who calls the gateway and waits so long for each answer. */
    Caller caller(String program, Duration deadline) {
        return new Caller(gateway.port(), guard.adminSecret(), program, deadline);
    }

    @Override
    public void close() throws IOException {
        toDatabase.has(Wire.Fault.NONE);
        toService.has(Wire.Fault.NONE);
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
