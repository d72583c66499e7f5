package dev.giveback.platform.grpc;

import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Channels to services. Their callbacks run directly on the network's threads and must not block; blocking stubs are fine, since
 * they wait on the thread that calls them.
 *
 * <p>Only one layer may repeat a call, or the repeats multiply: the caller, who knows its request id. So a hop in between takes
 * {@link #network}, and the one who asks takes {@link #networkWithRetries}.
 */
public final class Channels {
    private static final int MAX_INBOUND_MESSAGE_BYTES = 4 * 1024 * 1024;
    private static final int MAX_INBOUND_METADATA_BYTES = 16 * 1024;
    private static final Duration KEEPALIVE = Duration.ofSeconds(60);
    private static final Duration KEEPALIVE_TIMEOUT = Duration.ofSeconds(20);

    /**
     * The service config for callers: UNAVAILABLE alone is repeated, at most 4 attempts in all, 50 ms to 1 s apart, and not at all
     * while more than half of the recent calls failed. Numbers are doubles because gRPC reads them as JSON.
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

    private Channels() {}

    /** A channel to a server of this JVM that serves {@link Endpoint.InProcess} of this name, now or later. */
    public static ManagedChannel inProcess(String name) {
        return InProcessChannelBuilder.forName(name).directExecutor().build();
    }

    /**
     * A channel over the network, balanced round robin over the addresses of the target, without encryption.
     *
     * @param target a gRPC target, {@code dns:///loyalty:9100} or {@code 127.0.0.1:9100} say
     */
    public static ManagedChannel network(String target) {
        return networkBuilder(target).build();
    }

    /** As {@link #network}, and UNAVAILABLE is repeated; for callers whose calls carry a request id. */
    public static ManagedChannel networkWithRetries(String target) {
        return networkBuilder(target)
                .defaultServiceConfig(RETRIES)
                .maxRetryAttempts(4)
                .build();
    }

    /** Closes the channel: calls under way get the limit to finish and are broken off then. */
    public static void close(ManagedChannel channel, Duration limit) throws InterruptedException {
        channel.shutdown();
        if (!channel.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            channel.shutdownNow().awaitTermination(1, TimeUnit.SECONDS);
        }
    }

    private static NettyChannelBuilder networkBuilder(String target) {
        return NettyChannelBuilder.forTarget(target)
                .usePlaintext()
                .directExecutor()
                .defaultLoadBalancingPolicy("round_robin")
                .maxInboundMessageSize(MAX_INBOUND_MESSAGE_BYTES)
                .maxInboundMetadataSize(MAX_INBOUND_METADATA_BYTES)
                .keepAliveTime(KEEPALIVE.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(KEEPALIVE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
