package dev.giveback.benchmark.load;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A real server on loopback that answers the echo workload as a test says. One thread answers, so that a stall holds up all. */
final class TestServer implements AutoCloseable {
    /** Answers one call. */
    interface Behaviour {
        void answer(ServerCall<byte[], byte[]> call) throws InterruptedException;
    }

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Server server;

    TestServer(Behaviour behaviour) throws IOException {
        MethodDescriptor<byte[], byte[]> method = Workloads.echo().method();
        ServerCallHandler<byte[], byte[]> handler = (call, headers) -> {
            call.request(2);
            return new Listener(call, behaviour);
        };
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .executor(thread)
                .addService(ServerServiceDefinition.builder("giveback.platform.v1.EchoService")
                        .addMethod(method, handler)
                        .build())
                .build()
                .start();
    }

    static void succeed(ServerCall<byte[], byte[]> call) {
        call.sendHeaders(new Metadata());
        call.sendMessage(new byte[0]);
        call.close(Status.OK, new Metadata());
    }

    Target connect() {
        return Target.connect("127.0.0.1", server.getPort(), 2, "");
    }

    @Override
    public void close() {
        server.shutdownNow();
        thread.shutdownNow();
    }

    private static final class Listener extends ServerCall.Listener<byte[]> {
        private final ServerCall<byte[], byte[]> call;
        private final Behaviour behaviour;

        private Listener(ServerCall<byte[], byte[]> call, Behaviour behaviour) {
            this.call = call;
            this.behaviour = behaviour;
        }

        @Override
        public void onHalfClose() {
            try {
                behaviour.answer(call);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
