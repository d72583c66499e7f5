package dev.giveback.gateway;

import dev.giveback.gateway.guard.GuardSettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.grpc.GrpcServerSettings;
import dev.giveback.testkit.TestGuard;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.stub.ServerCalls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A backend with one method of each kind, whose handlers a test gives, and a gateway in front of it. */
final class TestBackend {
    static final int MAX_MESSAGE_BYTES = 256 * 1024;
    static final MethodDescriptor<byte[], byte[]> UNARY = method("Unary", MethodType.UNARY);
    static final MethodDescriptor<byte[], byte[]> DOWN = method("Down", MethodType.SERVER_STREAMING);
    static final MethodDescriptor<byte[], byte[]> UP = method("Up", MethodType.CLIENT_STREAMING);
    static final MethodDescriptor<byte[], byte[]> BOTH = method("Both", MethodType.BIDI_STREAMING);
    private static final String NAME = "test.Everything";
    private static final ServiceDescriptor SERVICE = ServiceDescriptor.newBuilder(NAME)
            .setSchemaDescriptor(TestSchema.of(NAME, "Unary", "Down", "Up", "Both"))
            .addMethod(UNARY)
            .addMethod(DOWN)
            .addMethod(UP)
            .addMethod(BOTH)
            .build();

    enum Transport {
        NETWORK,
        IN_PROCESS
    }

    private final ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(SERVICE);
    private final List<ServerInterceptor> interceptors = new ArrayList<>();
    private final List<AutoCloseable> started = new ArrayList<>();
    /** What the gateway measures. */
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private @Nullable TestGuard guard;
    private final Map<String, Object> guardOverrides =
            new HashMap<>(Map.of("giveback.gateway.guard.guesses.unknown-keys-by-address", 1_000_000));
    private final List<MethodDescriptor<byte[], byte[]>> missing = new ArrayList<>(List.of(UNARY, DOWN, UP, BOTH));

    TestBackend on(MethodDescriptor<byte[], byte[]> method, ServerCallHandler<byte[], byte[]> handler) {
        service.addMethod(method, handler);
        missing.remove(method);
        return this;
    }

    TestBackend with(ServerInterceptor interceptor) {
        interceptors.add(interceptor);
        return this;
    }

    /** Starts backend and gateway; the answer is a channel to the gateway. */
    Channel start(Transport transport) {
        missing.forEach(method -> service.addMethod(method, ServerCalls.asyncUnaryCall((q, a) -> a.onCompleted())));
        Endpoint endpoint = switch (transport) {
            case NETWORK -> new Endpoint.Network("127.0.0.1", 0);
            case IN_PROCESS -> new Endpoint.InProcess("test-backend");
        };
        GrpcServer backend = keep(GrpcServer.start(
                settings(), List.of(endpoint), List.of(service.build()), interceptors, new SimpleMeterRegistry()));
        ManagedChannel channel = keep(
                transport == Transport.NETWORK
                        ? Channels.network("127.0.0.1:" + backend.port())
                        : Channels.inProcess("test-backend"));
        return front(List.of(new Route(SERVICE, "test")), Map.of("test", channel));
    }

    /** Starts a gateway with these routes, and keys of {@link #guard}; the answer is a channel to it with the key of the admin. */
    Channel front(List<Route> routes, Map<String, ? extends Channel> backends) {
        return ClientInterceptors.intercept(door(routes, backends), TestGuard.calling(guard().adminSecret()));
    }

    /** As {@link #front}, without a key. */
    ManagedChannel door(List<Route> routes, Map<String, ? extends Channel> backends) {
        GatewaySettings settings =
                new GatewaySettings(new Endpoint.Network("127.0.0.1", 0), settings(), guardSettings(guardOverrides));
        Map<String, Channel> all = new HashMap<>(backends);
        all.putIfAbsent(Gateway.ACCESS, guard().channel());
        Gateway gateway = keep(Gateway.start(settings, routes, all, meters));
        return keep(Channels.network("127.0.0.1:" + gateway.port()));
    }

    /** Who may call; started when it is first asked for. */
    TestGuard guard() {
        TestGuard running = guard;
        if (running == null) {
            running = keep(TestGuard.start());
            guard = running;
        }
        return running;
    }

    /** Settings of the guard that are not the shipped ones. */
    TestBackend guarded(Map<String, ?> overrides) {
        guardOverrides.putAll(overrides);
        return this;
    }

    private static GuardSettings guardSettings(Map<String, ?> overrides) {
        return GuardSettings.from(Settings.load(overrides, GatewaySettings.RESOURCE));
    }

    static GrpcServerSettings settings() {
        Duration minute = Duration.ofMinutes(1);
        return new GrpcServerSettings(
                MAX_MESSAGE_BYTES,
                16 * 1024,
                256,
                400,
                minute,
                minute,
                minute,
                minute,
                Duration.ofSeconds(30),
                Duration.ZERO,
                Duration.ofSeconds(2));
    }

    <T extends AutoCloseable> T keep(T closeable) {
        started.add(0, closeable);
        return closeable;
    }

    ManagedChannel keep(ManagedChannel channel) {
        started.add(0, () -> Channels.close(channel, Duration.ofMillis(100)));
        return channel;
    }

    void close() throws Exception {
        for (AutoCloseable closeable : started) {
            closeable.close();
        }
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                .setType(type)
                .setFullMethodName(NAME + "/" + name)
                .build();
    }
}
