package dev.giveback.gateway;

import dev.giveback.gateway.http.HttpPort;
import dev.giveback.gateway.http.HttpSettings;
import dev.giveback.gateway.web.CustomerPages;
import dev.giveback.gateway.web.WebSettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.lifecycle.Lifecycle;
import dev.giveback.platform.lifecycle.ServiceProcess;
import dev.giveback.platform.metrics.MetricsServer;
import dev.giveback.platform.metrics.ProcessMetrics;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** The gateway as a process of its own, with the services behind it on the network. */
public final class GatewayMain {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    private GatewayMain() {}

    /** Starts the gateway; settings come from {@code giveback-gateway.conf} and the environment. */
    public static void main(String[] args) {
        ServiceProcess.run("gateway", GatewayMain::start);
    }

    private static void start(Lifecycle lifecycle) {
        Settings root = Settings.load(Map.of(), GatewaySettings.RESOURCE);
        GatewaySettings settings = GatewaySettings.from(root);
        AtomicBoolean ready = new AtomicBoolean();

        ProcessMetrics metrics = lifecycle.add("metrics", STOP_LIMIT, ProcessMetrics.start());
        Endpoint.Network metricsPort = Endpoint.Network.from(root.at("giveback.gateway.metrics"));
        lifecycle.add(
                "metrics port",
                STOP_LIMIT,
                MetricsServer.start(metricsPort.host(), metricsPort.port(), metrics::scrape, ready::get));
        Map<String, ManagedChannel> backends = connect(root, lifecycle);
        Gateway gateway =
                lifecycle.add("gateway", settings.drainTotal(), Gateway.start(settings, backends, metrics.registry()));
        lifecycle.add("web port", STOP_LIMIT, startWeb(root, gateway, backends, metrics));

        // Added last, so that readiness is the first to go in a drain.
        lifecycle.onStop("readiness", STOP_LIMIT, () -> ready.set(false));
        ready.set(true);
    }

    private static HttpPort startWeb(
            Settings root, Gateway gateway, Map<String, ManagedChannel> backends, ProcessMetrics metrics) {
        ManagedChannel feedback = Objects.requireNonNull(backends.get(Gateway.FEEDBACK), Gateway.FEEDBACK);
        return HttpPort.start(
                HttpSettings.from(root),
                gateway.insideName(),
                Gateway.services(),
                CustomerPages.of(WebSettings.from(root), feedback, metrics.registry()),
                metrics.registry());
    }

    private static Map<String, ManagedChannel> connect(Settings root, Lifecycle lifecycle) {
        Map<String, ManagedChannel> backends = new HashMap<>();
        root.texts("giveback.gateway.targets").forEach((backend, target) -> {
            // Without retries: the caller repeats, since only the caller knows whether the call carries a request id.
            ManagedChannel channel = Channels.network(root, target);
            lifecycle.onStop("channel to " + backend, STOP_LIMIT, () -> Channels.close(channel, Duration.ofSeconds(1)));
            backends.put(backend, channel);
        });
        return backends;
    }
}
