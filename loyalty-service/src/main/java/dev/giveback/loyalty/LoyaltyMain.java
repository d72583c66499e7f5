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
import java.util.concurrent.CompletableFuture;
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
        CompletableFuture<LoyaltyService> started = new CompletableFuture<>();

        ProcessMetrics metrics = lifecycle.add("metrics", STOP_LIMIT, ProcessMetrics.start());
        Endpoint.Network metricsPort = Endpoint.Network.from(root.at("giveback.loyalty.metrics"));
        lifecycle.add(
                "metrics port",
                STOP_LIMIT,
                MetricsServer.start(
                        metricsPort.host(),
                        metricsPort.port(),
                        metrics::scrape,
                        () -> ready.get()
                                && started.isDone()
                                && started.join().node().isUp()));
        Endpoint.Network endpoint = Endpoint.Network.from(root, "giveback.loyalty.grpc");
        LoyaltyService service = lifecycle.add(
                "loyalty service",
                settings.grpc().drainTotal().plus(Duration.ofMinutes(1)),
                LoyaltyService.start(settings, List.of(endpoint), metrics.registry(), InstantSource.system()));

        // Added last, so that readiness is the first to go in a drain.
        lifecycle.onStop("readiness", STOP_LIMIT, () -> ready.set(false));
        // A node that the cluster has sent away can do nothing more; whoever looks after processes starts it again.
        service.node().whenSentAway(() -> System.exit(1));
        started.complete(service);
        ready.set(true);
    }
}
