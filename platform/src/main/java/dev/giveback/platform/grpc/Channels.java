package dev.giveback.platform.grpc;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import io.grpc.ChannelCredentials;
import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.TlsChannelCredentials;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Channels to services. Their callbacks run directly on the network's threads and must not block; blocking stubs are
 * fine, since they wait on the thread that calls them.
 *
 * <p>Only one layer may repeat a call, or the repeats multiply: the caller, who knows its request id. So a hop in
 * between takes {@link #network(String)}, and the one who asks takes {@link #networkWithRetries}.
 */
public final class Channels {
    private static final int MAX_INBOUND_MESSAGE_BYTES = 4 * 1024 * 1024;
    private static final int MAX_INBOUND_METADATA_BYTES = 16 * 1024;
    private static final int MAX_ATTEMPTS = 4;
    private static final Duration KEEPALIVE = Duration.ofSeconds(60);
    private static final Duration KEEPALIVE_TIMEOUT = Duration.ofSeconds(20);

    /**
     * The service config for callers: UNAVAILABLE alone is repeated, at most 4 attempts in all, 50 ms to 1 s apart, and
     * not at all while more than half of the recent calls failed. Numbers are doubles because gRPC reads them as JSON.
     */
    private static final Map<String, ?> RETRIES = Map.of(
            "methodConfig",
            List.of(Map.of(
                    "name",
                    List.of(Map.of()),
                    "retryPolicy",
                    Map.of(
                            "maxAttempts",
                            4.0,
                            "initialBackoff",
                            "0.05s",
                            "maxBackoff",
                            "1s",
                            "backoffMultiplier",
                            3.0,
                            "retryableStatusCodes",
                            List.of("UNAVAILABLE")))),
            "retryThrottling",
            Map.of("maxTokens", 10.0, "tokenRatio", 0.1));

    /** Nodes are asked how they are, and one that drains is given nothing new. */
    private static final Map<String, ?> HEALTH = Map.of("healthCheckConfig", Map.of("serviceName", ""));

    /** Targets that may have several nodes. A single one is called while it drains, since there is no other. */
    private static final List<String> OF_SEVERAL = List.of("nodes:", "dns:");

    static {
        NameResolverRegistry.getDefaultRegistry().register(new NodeList());
    }

    private static final Executor RECONNECT_DELAY =
            CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, Runnable::run);

    private Channels() {}

    /** A channel to a server of this JVM that serves {@link Endpoint.InProcess} of this name, now or later. */
    public static ManagedChannel inProcess(String name) {
        return InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    /**
     * A channel over the network, balanced round robin over the addresses of the target, without encryption. Nodes of a list or of a DNS name are
     * called while they are healthy.
     *
     * @param target a gRPC target: {@code 127.0.0.1:9100}, {@code dns:///loyalty:9100}, or several as {@link NodeList} has them
     */
    public static ManagedChannel network(String target) {
        return reconnecting(networkBuilder(target).build());
    }

    /**
     * A channel between services, as {@link #network(String)}, with TLS if {@code giveback.platform.tls} has a certificate: this side shows it, and
     * expects one of the same authorities, for the host of the target.
     */
    public static ManagedChannel network(Settings root, String target) {
        return TlsFiles.from(root.at("giveback.platform.tls"))
                .map(files -> reconnecting(settled(target, NettyChannelBuilder.forTarget(target, credentials(files)))
                        .build()))
                .orElseGet(() -> network(target));
    }

    private static ChannelCredentials credentials(TlsFiles files) {
        TlsChannelCredentials.Builder credentials =
                TlsChannelCredentials.newBuilder().keyManager(files.keyManager());
        Path authorities = files.ca();
        if (authorities == null) {
            throw new StartupException(
                    "setting giveback.platform.tls.ca: not set (expected: the certificates of the services'"
                            + " authority)");
        }
        return credentials.trustManager(files.trustManager(authorities, true)).build();
    }

    /** As {@link #network(String)}, and UNAVAILABLE is repeated; for callers whose calls carry a request id. */
    public static ManagedChannel networkWithRetries(String target) {
        Map<String, Object> config = new HashMap<>(RETRIES);
        config.putAll(health(target));
        return reconnecting(networkBuilder(target)
                .defaultServiceConfig(config)
                .maxRetryAttempts(MAX_ATTEMPTS)
                .build());
    }

    /** Closes the channel: calls under way get the limit to finish and are broken off then. */
    public static void close(ManagedChannel channel, Duration limit) throws InterruptedException {
        channel.shutdown();
        if (!channel.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            channel.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
        }
    }

    /**
     * Tries a lost connection again every second. On its own gRPC waits longer after each failure, up to two minutes,
     * and for so long a service that is back would not be found.
     */
    private static ManagedChannel reconnecting(ManagedChannel channel) {
        ConnectivityState state = channel.getState(false);
        if (state == ConnectivityState.TRANSIENT_FAILURE) {
            RECONNECT_DELAY.execute(() -> {
                channel.resetConnectBackoff();
                reconnecting(channel);
            });
        } else if (state != ConnectivityState.SHUTDOWN) {
            channel.notifyWhenStateChanged(state, () -> reconnecting(channel));
        }
        return channel;
    }

    private static NettyChannelBuilder networkBuilder(String target) {
        return settled(target, NettyChannelBuilder.forTarget(target).usePlaintext());
    }

    private static Map<String, ?> health(String target) {
        return OF_SEVERAL.stream().anyMatch(target::startsWith) ? HEALTH : Map.of();
    }

    private static NettyChannelBuilder settled(String target, NettyChannelBuilder builder) {
        return builder.directExecutor()
                .defaultLoadBalancingPolicy("round_robin")
                .defaultServiceConfig(health(target))
                .maxInboundMessageSize(MAX_INBOUND_MESSAGE_BYTES)
                .maxInboundMetadataSize(MAX_INBOUND_METADATA_BYTES)
                .keepAliveTime(KEEPALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(KEEPALIVE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
