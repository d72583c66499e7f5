package dev.giveback.loyalty;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.platform.lifecycle.ServiceProcess;
import dev.giveback.platform.metrics.MetricsServer;
import dev.giveback.platform.metrics.ProcessMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The loyalty service as a process of its own, on a PostgreSQL that is there. */
public final class LoyaltyMain {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private LoyaltyMain() {}

    /** Starts the service; settings come from {@code giveback-loyalty.conf} and the environment. */
    public static void main(String[] args) {
        ServiceProcess.run("loyalty-service", LoyaltyMain::start);
    }

    private static void start(Lifecycle lifecycle) {
        LoyaltySettings settings = LoyaltySettings.load(Map.of());
        Settings root = Settings.of(settings.root());
        AtomicBoolean ready = new AtomicBoolean();

        ProcessMetrics metrics = lifecycle.add("metrics", STOP_LIMIT, ProcessMetrics.start());
        Endpoint.Network metricsPort = Endpoint.Network.from(root.at("giveback.loyalty.metrics"));
        lifecycle.add(
                "metrics port",
                STOP_LIMIT,
                MetricsServer.start(metricsPort.host(), metricsPort.port(), metrics::scrape, ready::get));
        Endpoint.Network endpoint = Endpoint.Network.from(root.at("giveback.loyalty.grpc"));
        lifecycle.add(
                "loyalty service",
                settings.grpc().drainTotal().plus(Duration.ofMinutes(1)),
                LoyaltyService.start(settings, List.of(endpoint), metrics.registry(), InstantSource.system()));

        // Added last, so that readiness is the first to go in a drain.
        lifecycle.onStop("readiness", STOP_LIMIT, () -> ready.set(false));
        ready.set(true);
    }
}
