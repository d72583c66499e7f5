package dev.giveback.gateway.operations;

import dev.giveback.operations.v1.OperationsServiceGrpc;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.platform.grpc.MalformedRequests;
import dev.giveback.platform.grpc.RequestValidation;
import dev.giveback.platform.grpc.RequestValidator;
import dev.giveback.platform.lifecycle.StartupException;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The service of operations inside this process, and the channel by which it is routed to. What counts, limits and drains calls stands before the
 * routes, so this server has none of it.
 */
public final class Operations implements AutoCloseable {
    private final Server server;
    private final ManagedChannel channel;

    private Operations(Server server, ManagedChannel channel) {
        this.server = server;
        this.channel = channel;
    }

    /**
     * Starts it.
     *
     * @param backends every service by its name
     * @param calls of the gateway
     */
    public static Operations start(Map<String, ? extends Channel> backends, Calls calls, InstantSource clock) {
        String name = "operations-" + UUID.randomUUID();
        List<Backend> all = backends.entrySet().stream()
                .map(backend -> new Backend(backend.getKey(), backend.getValue()))
                .toList();
        RequestValidation validation = new RequestValidation(
                RequestValidator.forServices("gateway.giveback.dev", OperationsServiceGrpc.getServiceDescriptor()));
        try {
            Server server = InProcessServerBuilder.forName(name)
                    .directExecutor()
                    .addService(MalformedRequests.refusedBy(
                            ServerInterceptors.intercept(new OperationsGrpcService(all, calls, clock), validation)))
                    .build()
                    .start();
            return new Operations(server, Channels.inProcess(name));
        } catch (IOException failed) {
            throw new StartupException("the service of operations cannot start", failed);
        }
    }

    /** To it. */
    public Channel channel() {
        return channel;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }
}
