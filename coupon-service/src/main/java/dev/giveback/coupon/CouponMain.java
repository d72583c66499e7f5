package dev.giveback.coupon;

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

/** The coupon service as a process of its own, on a PostgreSQL and with a loyalty service that are there. */
public final class CouponMain {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private CouponMain() {}

    /** Starts the service; settings come from {@code giveback-coupon.conf} and the environment. */
    public static void main(String[] args) {
        ServiceProcess.run("coupon-service", CouponMain::start);
    }

    private static void start(Lifecycle lifecycle) {
        CouponSettings settings = CouponSettings.load(Map.of());
        Settings root = Settings.of(settings.root());
        AtomicBoolean ready = new AtomicBoolean();
        CompletableFuture<CouponService> started = new CompletableFuture<>();

        ProcessMetrics metrics = lifecycle.add("metrics", STOP_LIMIT, ProcessMetrics.start());
        Endpoint.Network metricsPort = Endpoint.Network.from(root.at("giveback.coupon.metrics"));
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
                Channels.network(root, root.at("giveback.coupon").text("loyalty-target"));
        lifecycle.onStop("channel to loyalty", STOP_LIMIT, () -> Channels.close(loyalty, STOP_LIMIT));
        Endpoint.Network endpoint = Endpoint.Network.from(root, "giveback.coupon.grpc");
        CouponService service = lifecycle.add(
                "coupon service",
                settings.grpc().drainTotal().plus(Duration.ofMinutes(1)),
                CouponService.start(settings, List.of(endpoint), metrics.registry(), InstantSource.system(), loyalty));

        // Added last, so that readiness is the first to go in a drain.
        lifecycle.onStop("readiness", STOP_LIMIT, () -> ready.set(false));
        // A node that the cluster has sent away can do nothing more; whoever looks after processes starts it again.
        service.node().whenSentAway(() -> System.exit(1));
        started.complete(service);
        ready.set(true);
    }
}
