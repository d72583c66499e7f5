package dev.giveback.loyalty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.protobuf.ByteString;
import dev.giveback.loyalty.v1.CheckoutServiceGrpc;
import dev.giveback.loyalty.v1.CompleteCheckoutRequest;
import dev.giveback.loyalty.v1.CompleteCheckoutResponse;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.platform.grpc.EchoHandler;
import dev.giveback.platform.grpc.Endpoint;
import dev.giveback.platform.grpc.GrpcServer;
import dev.giveback.platform.v1.EchoRequest;
import dev.giveback.platform.v1.EchoServiceGrpc;
import dev.giveback.testkit.TestDatabase;
import dev.giveback.testkit.TestServer;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Handlers run on the event loop of their connection, so one that waited for the database would stop every other call on it. */
@Timeout(120)
final class BlockedDatabaseTest {
    private static final int CALLS = 64;

    @Test
    void callsThatWaitForTheDatabaseHoldUpNoOtherCallOfTheirConnection(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.start(folder);
                TestDatabase database = server.createDatabase();
                RunningLoyalty loyalty = RunningLoyalty.start(database)) {
            var unused = loyalty.programs().createProgram(Requests.program("shop"));

            List<ListenableFuture<CompleteCheckoutResponse>> waiting =
                    expectOthersAreAnswered(server, loyalty.channel(), CALLS, () -> expectAnswerAtTheDeadline(loyalty));

            for (ListenableFuture<CompleteCheckoutResponse> answer : waiting) {
                assertThat(answer.get().getOutcome().getOrder().getPointsEarned())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void aPlantedHandlerThatWaitsForTheDatabaseItselfIsCaught(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.start(folder);
                TestDatabase database = server.createDatabase();
                Connection connection = database.dataSource().getConnection();
                GrpcServer planted = start(new BlockingCheckouts(connection))) {
            // Threads of its own: else the client might share the very one that is held up, and its deadline never
            // pass.
            EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
            ManagedChannel channel = NettyChannelBuilder.forAddress("127.0.0.1", planted.port())
                    .eventLoopGroup(threads)
                    .channelType(NioSocketChannel.class)
                    .usePlaintext()
                    .build();
            try {
                assertThatThrownBy(() -> expectOthersAreAnswered(server, channel, 1, () -> {}))
                        .isInstanceOfSatisfying(
                                StatusRuntimeException.class,
                                refused -> assertThat(refused.getStatus().getCode())
                                        .isEqualTo(Status.Code.DEADLINE_EXCEEDED));
                // With the database back the same server is as good as any.
                echo(channel);
            } finally {
                channel.shutdownNow();
                threads.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
            }
        }
    }

    /**
     * The check: while the database stands still, calls that need it wait, and others of the same connection are answered.
     *
     * @param meanwhile what else must succeed while the database stands still
     * @return the calls that waited, with the database running again
     */
    private static List<ListenableFuture<CompleteCheckoutResponse>> expectOthersAreAnswered(
            TestServer server, ManagedChannel channel, int calls, Runnable meanwhile) throws Exception {
        List<ListenableFuture<CompleteCheckoutResponse>> waiting = new ArrayList<>();
        // Known beforehand, so that the database is set going again even when this thread is interrupted.
        ProcessHandle postmaster = ProcessHandle.of(server.pid()).orElseThrow();
        try {
            signal(postmaster, "-STOP");
            for (int i = 0; i < calls; i++) {
                waiting.add(checkout(channel, i));
            }
            for (int i = 0; i < 20; i++) {
                echo(channel);
            }
            assertThat(waiting).noneMatch(ListenableFuture::isDone);
            meanwhile.run();
        } finally {
            signal(postmaster, "-CONT");
        }
        return waiting;
    }

    private static ListenableFuture<CompleteCheckoutResponse> checkout(ManagedChannel channel, int number) {
        return CheckoutServiceGrpc.newFutureStub(channel)
                .withDeadlineAfter(30, TimeUnit.SECONDS)
                .completeCheckout(Requests.checkout(
                        "programs/shop/customers/c" + number, "o" + number, Requests.line("A", 1, 100)));
    }

    private static void echo(ManagedChannel channel) {
        ByteString payload = ByteString.copyFromUtf8("still there");
        assertThat(EchoServiceGrpc.newBlockingStub(channel)
                        .withDeadlineAfter(2, TimeUnit.SECONDS)
                        .echo(EchoRequest.newBuilder().setPayload(payload).build())
                        .getPayload())
                .isEqualTo(payload);
    }

    private static void expectAnswerAtTheDeadline(RunningLoyalty loyalty) {
        long start = System.nanoTime();
        Refusal refusal = Refusal.of(() -> loyalty.customers()
                .withDeadlineAfter(400, TimeUnit.MILLISECONDS)
                .getCustomer(GetCustomerRequest.newBuilder()
                        .setName("programs/shop/customers/late")
                        .build()));
        assertThat(refusal.code()).isIn(Status.Code.DEADLINE_EXCEEDED, Status.Code.UNAVAILABLE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    /** Stops or continues the whole server, as a disk that hangs would; one that could still fork would serve new connections. */
    private static void signal(ProcessHandle postmaster, String signal) throws Exception {
        assertThat(kill(signal, Stream.of(postmaster))).isZero();
        // No new ones come by now, and one that has just ended by itself is no matter.
        var unused = kill(signal, postmaster.descendants());
    }

    private static int kill(String signal, Stream<ProcessHandle> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        return new ProcessBuilder(command).start().waitFor();
    }

    private static GrpcServer start(BlockingCheckouts checkouts) {
        return GrpcServer.start(
                LoyaltySettings.load(Map.of("giveback.platform.grpc.drain.notice", "0s"))
                        .grpc(),
                List.of(new Endpoint.Network("127.0.0.1", 0)),
                List.of(checkouts.bindService(), EchoHandler.service()),
                List.of(),
                new SimpleMeterRegistry());
    }

    /** A planted violation: it answers when the database has, and keeps the thread that it was called on until then. */
    private static final class BlockingCheckouts extends CheckoutServiceGrpc.CheckoutServiceImplBase {
        private final Connection connection;

        BlockingCheckouts(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void completeCheckout(
                CompleteCheckoutRequest request, StreamObserver<CompleteCheckoutResponse> responses) {
            try (PreparedStatement query = connection.prepareStatement("SELECT 1")) {
                query.execute();
                responses.onNext(CompleteCheckoutResponse.getDefaultInstance());
                responses.onCompleted();
            } catch (SQLException failed) {
                responses.onError(failed);
            }
        }
    }
}
