package dev.giveback.platform.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A server of one small service of texts, over the network or in this process, and a caller of it. */
final class TestServer {
    static final int MAX_MESSAGE_BYTES = 64 * 1024;

    enum Transport {
        NETWORK,
        IN_PROCESS
    }

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final MethodDescriptor<byte[], byte[]> UNARY = method("Unary", MethodType.UNARY);
    private static final MethodDescriptor<byte[], byte[]> STREAM = method("Stream", MethodType.SERVER_STREAMING);

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Duration deadlineCap = Duration.ofSeconds(30);
    Duration drainNotice = Duration.ZERO;
    Duration drainLimit = Duration.ofSeconds(20);
    private ServerCalls.UnaryMethod<byte[], byte[]> unary = (request, answer) -> answer.onCompleted();
    private ServerCalls.ServerStreamingMethod<byte[], byte[]> stream = (request, answer) -> answer.onCompleted();
    private @Nullable GrpcServer grpc;
    private @Nullable ManagedChannel channel;

    void unary(ServerCalls.UnaryMethod<byte[], byte[]> handler) {
        unary = handler;
    }

    void stream(ServerCalls.ServerStreamingMethod<byte[], byte[]> handler) {
        stream = handler;
    }

    void start(Transport transport) {
        ServerServiceDefinition service = ServerServiceDefinition.builder("test.Test")
                .addMethod(UNARY, ServerCalls.asyncUnaryCall(unary))
                .addMethod(STREAM, ServerCalls.asyncServerStreamingCall(stream))
                .build();
        Endpoint endpoint = switch (transport) {
            case NETWORK -> new Endpoint.Network("127.0.0.1", 0);
            case IN_PROCESS -> new Endpoint.InProcess("test-server");
        };
        grpc = GrpcServer.start(settings(), List.of(endpoint), List.of(service), List.of(), meters);
        channel = transport == Transport.NETWORK
                ? Channels.network("127.0.0.1:" + grpc.port())
                : Channels.inProcess("test-server");
    }

    GrpcServerSettings settings() {
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
                deadlineCap,
                drainNotice,
                drainLimit);
    }

    GrpcServer grpc() {
        return required(grpc);
    }

    ManagedChannel channel() {
        return required(channel);
    }

    void close() throws InterruptedException {
        if (channel != null) {
            Channels.close(channel, Duration.ofMillis(100));
        }
        if (grpc != null) {
            drainlessly(grpc);
        }
    }

    /** A drain without its notice, for the end of a test. */
    private static void drainlessly(GrpcServer server) throws InterruptedException {
        Thread drain = Thread.ofPlatform().daemon().start(server::close);
        drain.join(200);
        drain.interrupt();
        drain.join(10_000);
    }

    CompletableFuture<byte[]> call(String request) {
        return call(channel(), request);
    }

    CompletableFuture<byte[]> call(String request, Duration deadline) {
        return call(
                channel(), CallOptions.DEFAULT.withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS), request);
    }

    static CompletableFuture<byte[]> call(Channel channel, String request) {
        return call(channel, CallOptions.DEFAULT, request);
    }

    private static CompletableFuture<byte[]> call(Channel channel, CallOptions options, String request) {
        Answer answer = new Answer();
        ClientCalls.asyncUnaryCall(channel.newCall(UNARY, options), bytes(request), answer);
        return answer.future;
    }

    /** Calls until a call fails, as calls do once the server no longer takes them, and gives that one. */
    CompletableFuture<byte[]> callUntilRefused() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            CompletableFuture<byte[]> call = call("new", Duration.ofMillis(300));
            if (statusOf(call).getCode() != Status.Code.DEADLINE_EXCEEDED) {
                return call;
            }
        }
        throw new AssertionError("calls are still accepted");
    }

    List<String> callStream(String request) {
        List<String> answers = new ArrayList<>();
        ClientCalls.blockingServerStreamingCall(channel(), STREAM, CallOptions.DEFAULT, bytes(request))
                .forEachRemaining(answer -> answers.add(new String(answer, StandardCharsets.UTF_8)));
        return answers;
    }

    static Status statusOf(CompletableFuture<byte[]> call) {
        try {
            return Status.fromThrowable(new AssertionError("answered: " + text(call)));
        } catch (ExecutionException e) {
            return Status.fromThrowable(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }

    static String text(CompletableFuture<byte[]> call)
            throws ExecutionException, InterruptedException, TimeoutException {
        return new String(call.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS), StandardCharsets.UTF_8);
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    static void eventually(BooleanSupplier holds) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not hold within " + PATIENCE);
            }
            Thread.sleep(10);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> T required(@Nullable T started) {
        if (started == null) {
            throw new IllegalStateException("the server is not started");
        }
        return started;
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder(new Bytes(), new Bytes())
                .setType(type)
                .setFullMethodName("test.Test/" + name)
                .build();
    }

    private static final class Answer implements StreamObserver<byte[]> {
        private final CompletableFuture<byte[]> future = new CompletableFuture<>();
        private byte[] message = {};

        @Override
        public void onNext(byte[] value) {
            message = value;
        }

        @Override
        public void onError(Throwable thrown) {
            future.completeExceptionally(thrown);
        }

        @Override
        public void onCompleted() {
            future.complete(message);
        }
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
