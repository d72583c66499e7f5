package dev.giveback.torture.process;

import dev.giveback.testkit.TestGuard;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.AbstractBlockingStub;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/** How calls about the customers of one program are sent to a gateway over the network, as often as it takes. */
final class Calls implements AutoCloseable {
    private static final long DEADLINE_SECONDS = 60;

    private final ManagedChannel channel;
    private final String program;

    /**
     * Calls to a gateway.
     *
     * @param secret of the key
     */
    Calls(int port, String secret, String program) {
        this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port)
                .intercept(TestGuard.calling(secret))
                .usePlaintext()
                .directExecutor()
                .build();
        this.program = program;
    }

    /** A service to call, with a deadline that begins now. */
    <S extends AbstractBlockingStub<S>> S to(Function<Channel, S> service) {
        return service.apply(channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /** Sends it until there is an answer. A refusal is one, and is thrown. */
    <T> T call(Supplier<T> sending) throws InterruptedException {
        long end = System.nanoTime() + Caller.PATIENCE.toNanos();
        while (true) {
            try {
                return sending.get();
            } catch (StatusRuntimeException failure) {
                Status.Code code = failure.getStatus().getCode();
                boolean isAnswer = code != Status.Code.UNAVAILABLE && code != Status.Code.DEADLINE_EXCEEDED;
                if (isAnswer || System.nanoTime() > end) {
                    throw failure;
                }
                Thread.sleep(100);
            }
        }
    }

    /** Throws it again if it was refused for another reason. */
    static void expect(StatusRuntimeException refused, String reason) {
        if (!isBecauseOf(refused, reason)) {
            throw refused;
        }
    }

    /** Whether it was refused for this reason. */
    static boolean isBecauseOf(StatusRuntimeException refused, String reason) {
        com.google.rpc.Status status = StatusProto.fromThrowable(refused);
        return status != null && status.toString().contains(reason);
    }

    /** The name of the program. */
    String program() {
        return "programs/" + program;
    }

    /** The name of something in the program: {@code surveys/after-purchase}, say. */
    String name(String path) {
        return program() + "/" + path;
    }

    /** The name of a customer. */
    String customer(String id) {
        return name("customers/" + id);
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
