package dev.giveback.platform.grpc;

import dev.giveback.platform.lifecycle.StartupException;
import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.TlsServerCredentials;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gRPC server with everything that all servers of the system have in common: limits, deadlines, metrics, guarded
 * handlers, health ({@code grpc.health.v1}), reflection (v1) and a graceful drain.
 *
 * <p>Handlers run directly on the network's threads, which is the fastest there is on few cores, and therefore must
 * never block: hand the work over and return. A slow handler would hold up every other call on its connection.
 */
public final class GrpcServer implements AutoCloseable {
    /** What the streams that are broken off get to notice it. */
    static final Duration BREAK_OFF_LIMIT = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(GrpcServer.class);

    private final List<Server> servers;
    private final HealthStatusManager health;
    private final DeadlineCap deadlineCap;
    private final GrpcServerSettings settings;

    private GrpcServer(
            List<Server> servers, HealthStatusManager health, DeadlineCap deadlineCap, GrpcServerSettings settings) {
        this.servers = servers;
        this.health = health;
        this.deadlineCap = deadlineCap;
        this.settings = settings;
    }

    /**
     * Starts serving at every endpoint.
     *
     * @param settings the limits
     * @param endpoints where to serve, at least one
     * @param services what to serve, besides health and reflection
     * @param interceptors around the given services, the outermost first; metrics, the guard against exceptions and the
     *     cap on deadlines stand before them
     * @param meters where calls are counted and timed
     * @throws StartupException when a port cannot be had
     */
    public static GrpcServer start(
            GrpcServerSettings settings,
            List<? extends Endpoint> endpoints,
            List<ServerServiceDefinition> services,
            List<ServerInterceptor> interceptors,
            MeterRegistry meters) {
        return start(settings, endpoints, services, interceptors, List.of(), meters);
    }

    /**
     * As {@link #start(GrpcServerSettings, List, List, List, MeterRegistry)}, for a port that strangers reach.
     *
     * @param aroundReflection interceptors around reflection, the outermost first
     */
    public static GrpcServer start(
            GrpcServerSettings settings,
            List<? extends Endpoint> endpoints,
            List<ServerServiceDefinition> services,
            List<ServerInterceptor> interceptors,
            List<ServerInterceptor> aroundReflection,
            MeterRegistry meters) {
        HealthStatusManager health = new HealthStatusManager();
        DeadlineCap deadlineCap = new DeadlineCap(settings.deadlineCap());
        List<ServerInterceptor> own =
                List.of(CallMetrics.interceptor(meters), new ExceptionGuard(), new MalformedRequests(), deadlineCap);

        List<ServerServiceDefinition> served = new ArrayList<>();
        for (ServerServiceDefinition service : services) {
            ServerServiceDefinition withPrincipal =
                    around(MalformedRequests.readable(service), List.of(Principals.interceptor()));
            served.add(around(around(withPrincipal, interceptors), own));
            health.setStatus(service.getServiceDescriptor().getName(), ServingStatus.SERVING);
        }
        served.add(around(health.getHealthService().bindService(), own));
        ServerServiceDefinition reflection =
                ProtoReflectionServiceV1.newInstance().bindService();
        served.add(around(around(reflection, aroundReflection), own));

        GrpcServer server = new GrpcServer(new ArrayList<>(), health, deadlineCap, settings);
        try {
            endpoints.forEach(endpoint -> server.servers.add(listen(endpoint, settings, served)));
        } catch (StartupException e) {
            server.breakOff();
            throw e;
        }
        return server;
    }

    /** The port of the first network endpoint; -1 when there is none. */
    public int port() {
        return servers.stream()
                .mapToInt(Server::getPort)
                .filter(port -> port > 0)
                .findFirst()
                .orElse(-1);
    }

    /**
     * Drains: health says NOT_SERVING, the notice passes, new calls are refused with UNAVAILABLE, calls under way get
     * the drain limit to finish, and what is left is broken off, which the caller sees as CANCELLED or UNAVAILABLE.
     */
    @Override
    public void close() {
        health.enterTerminalState();
        try {
            if (servers.stream().anyMatch(server -> !server.isShutdown())) {
                Thread.sleep(settings.drainNotice());
            }
            servers.forEach(Server::shutdown);
            awaitTermination(settings.drainLimit());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            breakOff();
        }
    }

    private void breakOff() {
        servers.forEach(Server::shutdownNow);
        try {
            awaitTermination(BREAK_OFF_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deadlineCap.close();
    }

    private void awaitTermination(Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        for (Server server : servers) {
            if (!server.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
                log.warn("calls are still under way after {} ms", limit.toMillis());
            }
        }
    }

    private static ServerServiceDefinition around(
            ServerServiceDefinition service, List<? extends ServerInterceptor> interceptors) {
        return ServerInterceptors.interceptForward(service, interceptors);
    }

    private static Server listen(
            Endpoint endpoint, GrpcServerSettings settings, List<ServerServiceDefinition> services) {
        return switch (endpoint) {
            case Endpoint.Network network ->
                start(network(network, settings), services, "port " + network.host() + ":" + network.port());
            case Endpoint.InProcess inProcess ->
                start(
                        InProcessServerBuilder.forName(inProcess.name()),
                        services,
                        "in-process name " + inProcess.name());
        };
    }

    private static NettyServerBuilder network(Endpoint.Network network, GrpcServerSettings settings) {
        InetSocketAddress address = new InetSocketAddress(network.host(), network.port());
        return NettyServerBuilder.forAddress(address, credentials(network, address))
                .maxInboundMessageSize(settings.maxInboundMessageBytes())
                .maxInboundMetadataSize(settings.maxInboundMetadataBytes())
                .maxConcurrentCallsPerConnection(settings.maxConcurrentCallsPerConnection())
                .maxRstFramesPerWindow(settings.maxResetsPer10s(), 10)
                .keepAliveTime(settings.keepalive().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveTime(settings.keepalivePermitted().toMillis(), TimeUnit.MILLISECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxConnectionAge(settings.connectionAge().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionAgeGrace(settings.connectionAgeGrace().toMillis(), TimeUnit.MILLISECONDS);
    }

    private static ServerCredentials credentials(Endpoint.Network network, InetSocketAddress address) {
        return switch (network.wire()) {
            case Endpoint.Wire.Plain plain -> {
                boolean isLoopback =
                        address.getAddress() != null && address.getAddress().isLoopbackAddress();
                if (!isLoopback && !plain.anywhere()) {
                    throw new StartupException("gRPC without TLS at " + network.host() + ":" + network.port()
                            + " (expected: an address of loopback, or a certificate, or"
                            + " giveback.platform.grpc.allow-plaintext = true)");
                }
                yield InsecureServerCredentials.create();
            }
            case Endpoint.Wire.Tls tls -> credentials(tls.files());
        };
    }

    private static ServerCredentials credentials(TlsFiles files) {
        TlsServerCredentials.Builder credentials =
                TlsServerCredentials.newBuilder().keyManager(files.keyManager());
        Path authorities = files.ca();
        if (authorities != null) {
            credentials
                    .trustManager(files.trustManager(authorities, false))
                    .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
        }
        return credentials.build();
    }

    private static Server start(ServerBuilder<?> builder, List<ServerServiceDefinition> services, String place) {
        services.forEach(builder::addService);
        try {
            return builder.directExecutor().build().start();
        } catch (IOException | RuntimeException e) {
            throw new StartupException(
                    "cannot serve gRPC at " + place + " (expected: a local address and a port or name that is free): "
                            + rootMessage(e),
                    e);
        }
    }

    private static String rootMessage(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
