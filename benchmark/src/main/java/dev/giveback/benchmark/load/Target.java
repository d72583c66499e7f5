package dev.giveback.benchmark.load;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A few connections to the gateway that share their event loops. Half of the machine's processors serve them, because the
 * other half is needed by what is measured.
 */
public final class Target implements AutoCloseable {
    /** How long a call may take. It is the client's deadline, so that the other end can see it. */
    static final long DEADLINE_SECONDS = 10;

    private final int port;
    private final EventLoopGroup eventLoops;
    private final List<ManagedChannel> channels;

    private Target(int port, EventLoopGroup eventLoops, List<ManagedChannel> channels) {
        this.port = port;
        this.eventLoops = eventLoops;
        this.channels = channels;
    }

    /**
     * Prepares connections without encryption; each is made at its first call.
     *
     * @param key the secret that a gateway asks for; empty for none
     */
    public static Target connect(String host, int port, int connections, String key) {
        return connect(host, List.of(port), connections, key);
    }

    /**
     * The same to several nodes, which are called in turn.
     *
     * @param connections to each
     */
    public static Target connect(String host, List<Integer> ports, int connections, String key) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(threads, NioIoHandler.newFactory());
        List<ManagedChannel> channels = IntStream.range(0, connections * ports.size())
                .mapToObj(number -> NettyChannelBuilder.forAddress(host, ports.get(number % ports.size()))
                        .usePlaintext()
                        .intercept(MetadataUtils.newAttachHeadersInterceptor(headers(key)))
                        .directExecutor()
                        .disableRetry()
                        .eventLoopGroup(eventLoops)
                        .channelType(NioSocketChannel.class)
                        .build())
                .map(ManagedChannel.class::cast)
                .toList();
        return new Target(ports.getFirst(), eventLoops, channels);
    }

    private static Metadata headers(String key) {
        Metadata headers = new Metadata();
        if (!key.isBlank()) {
            headers.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + key.strip());
        }
        return headers;
    }

    /** The gateway's port, or that of the first node. */
    public int port() {
        return port;
    }

    /** One of the connections; neighbouring numbers give different ones. */
    public Channel channel(long number) {
        return channels.get((int) (number % channels.size()));
    }

    /** Sends one call and gives its outcome's name to {@code done}, on an event loop or, if it fails at once, on this thread. */
    <Q, A> void send(long number, Workload<Q, A> workload, Consumer<String> done) {
        CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
        ClientCall<Q, A> call = channel(number).newCall(workload.method(), options);
        call.start(new Answer<>(workload.isRight(), done), new Metadata());
        // Two, as the generated stubs ask for: a second message would be an error, and must be seen to be one.
        call.request(2);
        call.sendMessage(workload.requests().get());
        call.halfClose();
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        eventLoops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private static final class Answer<A> extends ClientCall.Listener<A> {
        private final Predicate<A> isRight;
        private final Consumer<String> done;
        private boolean hasMessage;
        private boolean hasRightMessage;

        private Answer(Predicate<A> isRight, Consumer<String> done) {
            this.isRight = isRight;
            this.done = done;
        }

        @Override
        public void onMessage(A message) {
            hasMessage = true;
            hasRightMessage = isRight.test(message);
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            String name = Outcomes.nameOf(status, trailers, hasMessage);
            done.accept(name.equals(Outcomes.OK) && !hasRightMessage ? Outcomes.WRONG : name);
        }
    }
}
