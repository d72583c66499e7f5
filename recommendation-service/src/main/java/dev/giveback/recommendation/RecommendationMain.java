package dev.giveback.recommendation;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.platform.lifecycle.ServiceProcess;
import dev.giveback.platform.metrics.MetricsServer;
import dev.giveback.platform.metrics.ProcessMetrics;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The recommendation service as a process of its own, on a PostgreSQL and with a loyalty and a coupon service that are there. */
public final class RecommendationMain {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private RecommendationMain() {}

    /** Starts the service; settings come from {@code giveback-recommendation.conf} and the environment. */
    public static void main(String[] args) {
        ServiceProcess.run("recommendation-service", RecommendationMain::start);
    }

    /** Asked by the metrics port before there is a service, and after there was one. */
    private static final class Readiness {
        private volatile BooleanSupplier now = () -> false;
    }

    private static void start(Lifecycle lifecycle) {
        RecommendationSettings settings = RecommendationSettings.load(Map.of());
        Settings root = Settings.of(settings.root());
        Readiness ready = new Readiness();

        ProcessMetrics metrics = lifecycle.add("metrics", STOP_LIMIT, ProcessMetrics.start());
        Endpoint.Network metricsPort = Endpoint.Network.from(root.at("giveback.recommendation.metrics"));
        lifecycle.add(
                "metrics port",
                STOP_LIMIT,
                MetricsServer.start(
                        metricsPort.host(), metricsPort.port(), metrics::scrape, () -> ready.now.getAsBoolean()));
        ManagedChannel loyalty =
                Channels.network(root, root.at("giveback.recommendation").text("loyalty-target"));
        lifecycle.onStop("channel to loyalty", STOP_LIMIT, () -> Channels.close(loyalty, STOP_LIMIT));
        ManagedChannel coupon =
                Channels.network(root, root.at("giveback.recommendation").text("coupon-target"));
        lifecycle.onStop("channel to coupon", STOP_LIMIT, () -> Channels.close(coupon, STOP_LIMIT));
        Endpoint.Network endpoint = Endpoint.Network.from(root, "giveback.recommendation.grpc");
        RecommendationService service = lifecycle.add(
                "recommendation service",
                settings.grpc().drainTotal().plus(Duration.ofMinutes(2)),
                RecommendationService.start(
                        settings, List.of(endpoint), metrics.registry(), InstantSource.system(), loyalty, coupon));

        // Added last, so that readiness is the first to go in a drain; it comes when the journal was read to its end.
        lifecycle.onStop("readiness", STOP_LIMIT, () -> ready.now = () -> false);
        ready.now = service::isReady;
    }
}
