package dev.giveback.gateway;

import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.platform.grpc.GrpcServer;
import io.grpc.Channel;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;

/**
 * The running gateway: one gRPC port in front of the services, with health of its own and reflection over everything
 * that is routed.
 */
public final class Gateway implements AutoCloseable {
    /** The name of the backend that serves customers, points, programs and checkouts. */
    public static final String LOYALTY = "loyalty";

    /** The name of the backend that serves campaigns and codes. */
    public static final String COUPON = "coupon";

    /** The name of the backend that serves recommendations and what they know. */
    public static final String RECOMMENDATION = "recommendation";

    /** The name of the backend that asks customers and tells them. */
    public static final String FEEDBACK = "feedback";

    /**
     * What every routed call passes, the outermost first, after the platform's own interceptors; see the package
     * comment.
     */
    private static final List<ServerInterceptor> FRONT_DOOR = List.of();

    private final GrpcServer server;

    private Gateway(GrpcServer server) {
        this.server = server;
    }

    /**
     * Starts the gateway.
     *
     * @param settings where to listen and the limits
     * @param backends a channel for each backend by name; the caller keeps and closes them
     * @param meters where calls are counted and timed
     * @throws dev.giveback.platform.lifecycle.StartupException when the port cannot be had
     * @throws IllegalArgumentException when a backend that is routed to has no channel
     */
    public static Gateway start(
            GatewaySettings settings, Map<String, ? extends Channel> backends, MeterRegistry meters) {
        return start(settings, Route.ALL, backends, meters);
    }

    static Gateway start(
            GatewaySettings settings,
            List<Route> routes,
            Map<String, ? extends Channel> backends,
            MeterRegistry meters) {
        List<ServerServiceDefinition> services =
                routes.stream().map(route -> forward(route, backends)).toList();
        return new Gateway(
                GrpcServer.start(settings.grpc(), List.of(settings.endpoint()), services, FRONT_DOOR, meters));
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /** Drains, as {@link GrpcServer#close}. */
    @Override
    public void close() {
        server.close();
    }

    private static ServerServiceDefinition forward(Route route, Map<String, ? extends Channel> backends) {
        ServiceDescriptor service = route.service();
        Channel channel = channel(route.backend(), service, backends);
        return ForwardingServices.forward(service, route.backend(), channel, front(service, backends));
    }

    /** Checkouts have their codes claimed on the way; everything else goes straight on. */
    private static ForwardingServices.Front front(ServiceDescriptor service, Map<String, ? extends Channel> backends) {
        if (!service.getName().equals(CheckoutServiceGrpc.SERVICE_NAME)) {
            return (method, forwarding) -> forwarding;
        }
        CodeResolver codes = new CodeResolver(channel(COUPON, service, backends));
        return (method, forwarding) -> {
            CheckoutMethod checkout = CheckoutMethod.of(method.getFullMethodName());
            return checkout == null ? forwarding : new CheckoutFront(checkout, codes, forwarding);
        };
    }

    private static Channel channel(String backend, ServiceDescriptor service, Map<String, ? extends Channel> backends) {
        Channel channel = backends.get(backend);
        if (channel == null) {
            throw new IllegalArgumentException("backends: " + backends.keySet() + " (expected: a channel for " + backend
                    + ", which serves " + service.getName() + ")");
        }
        return channel;
    }
}
