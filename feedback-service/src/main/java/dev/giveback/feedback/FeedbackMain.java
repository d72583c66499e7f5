package dev.giveback.feedback;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The feedback service as a process of its own, on a PostgreSQL and with the services that are there. */
public final class FeedbackMain {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private FeedbackMain() {}

    /** Starts the service; settings come from {@code giveback-feedback.conf} and the environment. */
    public static void main(String[] args) {
        ServiceProcess.run("feedback-service", FeedbackMain::start);
    }

    private static void start(Lifecycle lifecycle) {
        FeedbackSettings settings = FeedbackSettings.load(Map.of());
        Settings root = Settings.of(settings.root());
        AtomicBoolean ready = new AtomicBoolean();
        CompletableFuture<FeedbackService> started = new CompletableFuture<>();

        ProcessMetrics metrics = lifecycle.add("metrics", STOP_LIMIT, ProcessMetrics.start());
        Endpoint.Network metricsPort = Endpoint.Network.from(root.at("giveback.feedback.metrics"));
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
        ManagedChannel loyalty =
                Channels.network(root, root.at("giveback.feedback").text("loyalty-target"));
        lifecycle.onStop("channel to loyalty", STOP_LIMIT, () -> Channels.close(loyalty, STOP_LIMIT));
        ManagedChannel coupon =
                Channels.network(root, root.at("giveback.feedback").text("coupon-target"));
        lifecycle.onStop("channel to coupon", STOP_LIMIT, () -> Channels.close(coupon, STOP_LIMIT));
        Endpoint.Network endpoint = Endpoint.Network.from(root, "giveback.feedback.grpc");
        FeedbackService service = lifecycle.add(
                "feedback service",
                settings.grpc().drainTotal().plus(Duration.ofMinutes(1)),
                FeedbackService.start(
                        settings, List.of(endpoint), metrics.registry(), InstantSource.system(), loyalty, coupon));

        // Added last, so that readiness is the first to go in a drain.
        lifecycle.onStop("readiness", STOP_LIMIT, () -> ready.set(false));
        // A node that the cluster has sent away can do nothing more; whoever looks after processes starts it again.
        service.node().whenSentAway(() -> System.exit(1));
        started.complete(service);
        ready.set(true);
    }
}
