package dev.giveback.gateway;

import dev.giveback.platform.grpc.Channels;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** A backend that serves whatever method it is called by, and remembers what came. */
final class AnyBackend implements AutoCloseable {
    /** A call that reached it. */
    record Reached(String method, Metadata headers, List<byte[]> messages) {}

    private final List<Reached> reached = Collections.synchronizedList(new ArrayList<>());
    private final Server server;
    private final ManagedChannel channel;
    private volatile BiFunction<String, Metadata, Status> end = (method, trailers) -> Status.OK;
    private volatile byte[] answer = {};

    AnyBackend() {
        String name = "any-" + UUID.randomUUID();
        try {
            server = InProcessServerBuilder.forName(name)
                    .directExecutor()
                    .fallbackHandlerRegistry(new Everything())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = Channels.inProcess(name);
    }

    ManagedChannel channel() {
        return channel;
    }

    List<Reached> reached() {
        return reached;
    }

    /** How calls end from now on, by method; what is needed goes into the trailers. */
    void ending(BiFunction<String, Metadata, Status> how) {
        end = how;
    }

    /** What each call is answered with from now on. */
    void answering(byte[] message) {
        answer = message;
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
    }

    private final class Everything extends HandlerRegistry {
        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String method, String authority) {
            return ServerMethodDefinition.create(
                    MethodDescriptor.newBuilder(BytesMarshaller.INSTANCE, BytesMarshaller.INSTANCE)
                            .setType(MethodType.UNKNOWN)
                            .setFullMethodName(method)
                            .build(),
                    new Handler());
        }
    }

    private final class Handler implements ServerCallHandler<byte[], byte[]> {
        @Override
        public ServerCall.Listener<byte[]> startCall(ServerCall<byte[], byte[]> call, Metadata headers) {
            String method = call.getMethodDescriptor().getFullMethodName();
            Reached came = new Reached(method, headers, new CopyOnWriteArrayList<>());
            reached.add(came);
            call.request(100);
            return new ServerCall.Listener<>() {
                @Override
                public void onMessage(byte[] message) {
                    came.messages().add(message);
                }

                @Override
                public void onHalfClose() {
                    Metadata trailers = new Metadata();
                    Status status = end.apply(method, trailers);
                    if (status.isOk()) {
                        call.sendHeaders(new Metadata());
                        call.sendMessage(answer);
                    }
                    call.close(status, trailers);
                }
            };
        }
    }
}
