package dev.giveback.gateway;

import dev.giveback.gateway.guard.Guard;
import dev.giveback.gateway.guard.MethodRules;
import dev.giveback.gateway.operations.Calls;
import dev.giveback.gateway.operations.Operations;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.lifecycle.StartupException;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * The running gateway: one gRPC port in front of the services, with health of its own and reflection over everything
 * that is routed. Whatever comes in passes the {@link Guard}.
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

    /** The name of the backend that knows who may call, and keeps the audit log. */
    public static final String ACCESS = "access";

    /** The name of the backend that tells how the installation runs: this process itself. */
    public static final String OPERATIONS = "operations";

    private final GrpcServer server;
    private final Guard guard;
    private final Endpoint.InProcess inside;
    private final Runnable atEnd;

    private Gateway(GrpcServer server, Guard guard, Endpoint.InProcess inside, Runnable atEnd) {
        this.server = server;
        this.guard = guard;
        this.inside = inside;
        this.atEnd = atEnd;
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
        Calls calls = new Calls();
        Operations operations = Operations.start(backends, calls, InstantSource.system());
        Map<String, Channel> all = new HashMap<>(backends);
        all.put(OPERATIONS, operations.channel());
        try {
            return start(settings, Route.ALL, all, meters, calls, operations::close);
        } catch (RuntimeException failed) {
            operations.close();
            throw failed;
        }
    }

    static Gateway start(
            GatewaySettings settings,
            List<Route> routes,
            Map<String, ? extends Channel> backends,
            MeterRegistry meters) {
        return start(settings, routes, backends, meters, new Calls(), () -> {});
    }

    /** @param atEnd closes what this gateway alone uses */
    private static Gateway start(
            GatewaySettings settings,
            List<Route> routes,
            Map<String, ? extends Channel> backends,
            MeterRegistry meters,
            Calls calls,
            Runnable atEnd) {
        MethodRules rules = MethodRules.of(routes.stream().map(Route::service).toList());
        List<ServerServiceDefinition> services =
                routes.stream().map(route -> forward(route, backends)).toList();
        Channel access = backends.get(ACCESS);
        if (access == null) {
            throw new IllegalArgumentException("backends: " + backends.keySet() + " (expected: a channel for " + ACCESS
                    + ", which knows the keys)");
        }
        Endpoint.InProcess inside = new Endpoint.InProcess("gateway-" + UUID.randomUUID());
        Guard guard = Guard.start(settings.guard(), rules, access, services(routes, backends), meters);
        try {
            return new Gateway(
                    GrpcServer.start(
                            settings.grpc(),
                            List.of(settings.endpoint(), inside),
                            services,
                            List.of(calls, guard),
                            List.of(guard),
                            meters),
                    guard,
                    inside,
                    atEnd);
        } catch (StartupException failed) {
            guard.close();
            throw failed;
        }
    }

    /** Which channel a method goes to. */
    private static Function<String, Channel> services(List<Route> routes, Map<String, ? extends Channel> backends) {
        Map<String, Channel> byService = new HashMap<>();
        routes.forEach(
                route -> byService.put(route.service().getName(), channel(route.backend(), route.service(), backends)));
        return method -> Objects.requireNonNull(byService.get(MethodDescriptor.extractFullServiceName(method)), method);
    }

    /** The services that the gateway lets through, as generated from their protos. */
    public static List<ServiceDescriptor> services() {
        return Route.ALL.stream().map(Route::service).toList();
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /**
     * The name of the server in this process that the web port calls: the same services behind the same guard. Over it alone the header
     * {@code giveback-address} is believed. Messages are not limited there, so whoever calls has to limit them.
     */
    public String insideName() {
        return inside.name();
    }

    /** Drains, as {@link GrpcServer#close}. */
    @Override
    public void close() {
        server.close();
        guard.close();
        atEnd.run();
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
