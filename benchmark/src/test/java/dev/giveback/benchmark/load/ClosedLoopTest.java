package dev.giveback.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class ClosedLoopTest {
    private static final Window LONG = Window.after(Duration.ZERO, Duration.ofHours(1));

    @Test
    void outcomesAreCountedByCodeAndReason() throws Exception {
        AtomicInteger count = new AtomicInteger();
        TestServer.Behaviour inTurn = call -> {
            switch (count.getAndIncrement() % 4) {
                case 0 -> TestServer.succeed(call);
                case 1 -> refuse(call);
                case 2 -> call.close(Status.UNAVAILABLE, new Metadata());
                default -> closeOddly(call);
            }
        };
        try (TestServer server = new TestServer(inTurn);
                Target target = server.connect()) {
            Meter meter = run(target, 3, 40);

            assertThat(meter.ever().values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(40);
            assertThat(meter.ever())
                    .containsEntry("OK", 10L)
                    .containsEntry("FAILED_PRECONDITION (BALANCE_LIMIT_REACHED)", 10L)
                    .containsEntry("UNAVAILABLE", 10L)
                    .hasSize(4);
            assertThat(meter.latency().getTotalCount()).isEqualTo(10);
        }
    }

    @Test
    void asManyCallsAreInFlightAsAskedForAndNoMore() throws Exception {
        List<ServerCall<byte[], byte[]>> waiting = new ArrayList<>();
        CountDownLatch full = new CountDownLatch(5);
        try (TestServer server = new TestServer(call -> {
                    waiting.add(call);
                    full.countDown();
                });
                Target target = server.connect()) {
            AtomicInteger sent = new AtomicInteger();
            ClosedLoop loop =
                    ClosedLoop.start(target, Workloads.echo(), 5, new Meter(LONG), () -> sent.incrementAndGet() <= 5);

            assertThat(full.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(sent).hasValue(5);
            waiting.forEach(TestServer::succeed);
            loop.await(Duration.ofSeconds(10));
            assertThat(sent).as("asked again after each answer").hasValue(10);
        }
    }

    @Test
    void callsThatFailAtOnceDoNotGoDeeperIntoTheStack() throws Exception {
        try (Target target = Target.connect("127.0.0.1", portOfNobody(), 1, "")) {
            Meter meter = run(target, 2, 50_000);

            assertThat(meter.ever()).isEqualTo(Map.of("UNAVAILABLE", 50_000L));
        }
    }

    @Test
    void anAnswerThatIsNotTheRightOneIsNoSuccess() throws Exception {
        Workload<byte[], byte[]> echo = Workloads.echo();
        AtomicInteger answers = new AtomicInteger();
        Workload<byte[], byte[]> half =
                new Workload<>(echo.method(), echo.requests(), answer -> answers.getAndIncrement() % 2 == 0);
        try (TestServer server = new TestServer(TestServer::succeed);
                Target target = server.connect()) {
            Meter meter = new Meter(LONG);
            AtomicInteger asked = new AtomicInteger();
            ClosedLoop.start(target, half, 1, meter, () -> asked.getAndIncrement() < 10)
                    .await(Duration.ofSeconds(10));

            assertThat(meter.ever()).isEqualTo(Map.of("OK", 5L, "OK with another answer", 5L));
            assertThat(meter.latency().getTotalCount()).isEqualTo(5);
        }
    }

    @Test
    void warmUpIsCountedButNotMeasured() throws Exception {
        try (TestServer server = new TestServer(TestServer::succeed);
                Target target = server.connect()) {
            Meter meter = new Meter(Window.after(Duration.ofHours(1), Duration.ofHours(1)));
            AtomicInteger asked = new AtomicInteger();
            ClosedLoop.start(target, Workloads.echo(), 2, meter, () -> asked.getAndIncrement() < 30)
                    .await(Duration.ofSeconds(10));

            assertThat(meter.ever()).isEqualTo(Map.of("OK", 30L));
            assertThat(meter.inWindow()).isEmpty();
            assertThat(meter.latency().getTotalCount()).isZero();
        }
    }

    @Test
    void aGoodEndWithoutAMessageIsNoSuccess() {
        assertThat(Outcomes.nameOf(Status.OK, new Metadata(), false)).isEqualTo("OK without a message");
        assertThat(Outcomes.nameOf(Status.OK, new Metadata(), true)).isEqualTo("OK");
    }

    private static Meter run(Target target, int inFlight, int calls) throws InterruptedException {
        Meter meter = new Meter(LONG);
        AtomicInteger asked = new AtomicInteger();
        ClosedLoop.start(target, Workloads.echo(), inFlight, meter, () -> asked.getAndIncrement() < calls)
                .await(Duration.ofSeconds(30));
        return meter;
    }

    private static void refuse(ServerCall<byte[], byte[]> call) {
        StatusRuntimeException refusal = StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.FAILED_PRECONDITION.value())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setReason("BALANCE_LIMIT_REACHED")
                        .setDomain("loyalty.giveback.dev")
                        .build()))
                .build());
        call.close(refusal.getStatus(), Objects.requireNonNull(refusal.getTrailers()));
    }

    private static void closeOddly(ServerCall<byte[], byte[]> call) {
        call.sendHeaders(new Metadata());
        call.close(Status.OK, new Metadata());
    }

    private static int portOfNobody() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
