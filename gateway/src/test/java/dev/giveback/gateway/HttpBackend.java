package dev.giveback.gateway;

import com.google.protobuf.Message;
import dev.giveback.access.v1.GuardServiceGrpc;
import dev.giveback.gateway.guard.GuardSettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.testkit.TestGuard;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A real gateway, with one server behind it that is every backend: each call of each published service goes to a handler of the test. */
public final class HttpBackend implements AutoCloseable {
    private final GrpcServer server;
    private final ManagedChannel channel;
    private final TestGuard guard = TestGuard.start();
    private final Gateway gateway;

    /**
     * Starts both.
     *
     * @param handler gets every call
     */
    public HttpBackend(ServerCallHandler<Message, Message> handler) {
        String name = "backend-" + UUID.randomUUID();
        server = GrpcServer.start(
                TestBackend.settings(),
                List.of(new Endpoint.InProcess(name)),
                Gateway.services().stream()
                        .map(service -> handled(service, handler))
                        .toList(),
                List.of(),
                new SimpleMeterRegistry());
        channel = Channels.inProcess(name);
        Map<String, Channel> backends = new HashMap<>();
        Route.ALL.forEach(route -> backends.put(route.backend(), channel));
        backends.put(Gateway.ACCESS, new KeysApart(guard.channel(), channel));
        gateway = Gateway.start(
                new GatewaySettings(
                        new Endpoint.Network("127.0.0.1", 0),
                        TestBackend.settings(),
                        GuardSettings.from(Settings.load(Map.of(), GatewaySettings.RESOURCE))),
                backends,
                new SimpleMeterRegistry());
    }

    @SuppressWarnings("unchecked") // The contract is protobuf alone.
    private static ServerServiceDefinition handled(
            ServiceDescriptor service, ServerCallHandler<Message, Message> handler) {
        ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service);
        service.getMethods()
                .forEach(method -> definition.addMethod((MethodDescriptor<Message, Message>) method, handler));
        return definition.build();
    }

    /** Who may call. */
    public TestGuard guard() {
        return guard;
    }

    /** What gateways ask about keys is answered by those of the test; the rest is a backend as any other. */
    private static final class KeysApart extends Channel {
        private final Channel keys;
        private final Channel rest;

        KeysApart(Channel keys, Channel rest) {
            this.keys = keys;
            this.rest = rest;
        }

        @Override
        public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
            boolean isAboutKeys = GuardServiceGrpc.SERVICE_NAME.equals(method.getServiceName());
            return (isAboutKeys ? keys : rest).newCall(method, options);
        }

        @Override
        public String authority() {
            return rest.authority();
        }
    }

    /** The name of the gateway's own server in this process. */
    public String insideName() {
        return gateway.insideName();
    }

    /** The gateway's port. */
    public int port() {
        return gateway.port();
    }

    @Override
    public void close() {
        gateway.close();
        channel.shutdownNow();
        server.close();
        guard.close();
    }
}
