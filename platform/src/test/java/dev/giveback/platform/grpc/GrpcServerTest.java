package dev.giveback.platform.grpc;

import static dev.giveback.platform.grpc.TestServer.await;
import static dev.giveback.platform.grpc.TestServer.bytes;
import static dev.giveback.platform.grpc.TestServer.statusOf;
import static dev.giveback.platform.grpc.TestServer.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.giveback.platform.lifecycle.StartupException;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

final class GrpcServerTest {
    private final TestServer server = new TestServer();

    @AfterEach
    void stop() throws InterruptedException {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void aCallWithoutADeadlineEndsAtTheCap(TestServer.Transport transport) {
        CompletableFuture<StreamObserver<byte[]>> held = new CompletableFuture<>();
        server.deadlineCap = Duration.ofMillis(200);
        server.unary((request, answer) -> held.complete(answer));
        server.start(transport);

        Status status = statusOf(server.call("hold"));

        assertThat(status.getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(status.getDescription()).isEqualTo("not answered within the time allowed");
        // What a late handler still sends is dropped and breaks nothing.
        StreamObserver<byte[]> late = await(held);
        late.onNext(bytes("late"));
        late.onCompleted();
    }

    @ParameterizedTest
    @EnumSource
    void aCallKeepsAShorterDeadlineAndALongerOneIsCut(TestServer.Transport transport) throws Exception {
        server.deadlineCap = Duration.ofSeconds(20);
        server.unary((request, answer) -> {
            answer.onNext(bytes(remainingSeconds(Context.current().getDeadline())));
            answer.onCompleted();
        });
        server.start(transport);

        assertThat(Long.parseLong(text(server.call("?", Duration.ofSeconds(10)))))
                .isBetween(5L, 10L);
        assertThat(Long.parseLong(text(server.call("?", Duration.ofHours(1))))).isBetween(15L, 20L);
        assertThat(Long.parseLong(text(server.call("?")))).isBetween(15L, 20L);
    }

    @Test
    void aStreamHasNoCap() throws Exception {
        server.stream((request, answer) -> {
            answer.onNext(bytes(remainingSeconds(Context.current().getDeadline())));
            answer.onCompleted();
        });
        server.start(TestServer.Transport.NETWORK);

        assertThat(server.callStream("?")).containsExactly("none");
    }

    @ParameterizedTest
    @EnumSource
    void aBugInAHandlerIsInternalAndItsTextStaysInside(TestServer.Transport transport) {
        server.unary((request, answer) -> {
            throw new IllegalStateException("the cellar key is 4711");
        });
        server.start(transport);

        assertInternalAndLoggedOnce("the cellar key is 4711");
    }

    @ParameterizedTest
    @EnumSource
    void aBugGivenToOnErrorIsTreatedTheSame(TestServer.Transport transport) {
        server.unary((request, answer) -> answer.onError(new IllegalStateException("the attic key is 4712")));
        server.start(transport);

        assertInternalAndLoggedOnce("the attic key is 4712");
    }

    private void assertInternalAndLoggedOnce(String secret) {
        Logger logger = (Logger) LoggerFactory.getLogger(ExceptionGuard.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        try {
            Status status = statusOf(server.call("personal data"));

            assertThat(status.getCode()).isEqualTo(Status.Code.INTERNAL);
            assertThat(status.getDescription()).isEqualTo("internal error");
        } finally {
            logger.detachAppender(lines);
            logger.setAdditive(true);
        }
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getFormattedMessage()).isEqualTo("test.Test/Unary failed");
        assertThat(lines.list.get(0).getThrowableProxy().getMessage()).isEqualTo(secret);
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalReachesTheCallerWithItsDetailsThrownOrNot(TestServer.Transport transport) throws Exception {
        server.unary((request, answer) -> {
            StatusRuntimeException refusal = ErrorStatus.of(Code.NOT_FOUND, "test.giveback.dev", "NO_SUCH_SHELF", "no")
                    .toException();
            if (new String(request, StandardCharsets.UTF_8).equals("throw")) {
                throw refusal;
            }
            answer.onError(refusal);
        });
        server.start(transport);

        for (String how : List.of("throw", "onError")) {
            StatusRuntimeException refused = (StatusRuntimeException) failureOf(server.call(how));

            com.google.rpc.Status status = Objects.requireNonNull(StatusProto.fromThrowable(refused));
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            assertThat(ErrorStatusTest.detail(status, ErrorInfo.class).getReason())
                    .isEqualTo("NO_SUCH_SHELF");
        }
    }

    @Test
    void aDrainLetsACallUnderWayFinishAndRefusesNewOnes() throws Exception {
        CompletableFuture<StreamObserver<byte[]>> held = new CompletableFuture<>();
        server.unary((request, answer) -> held.complete(answer));
        server.start(TestServer.Transport.NETWORK);
        CompletableFuture<byte[]> underWay = server.call("under way");
        StreamObserver<byte[]> answer = await(held);

        CompletableFuture<Void> drain = CompletableFuture.runAsync(server.grpc()::close);
        Status refused = statusOf(server.callUntilRefused());
        assertThat(drain).isNotDone();
        answer.onNext(bytes("done"));
        answer.onCompleted();

        assertThat(text(underWay)).isEqualTo("done");
        assertThat(refused.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        drain.get(10, TimeUnit.SECONDS);
    }

    @Test
    void duringTheNoticeHealthSaysNotServingAndCallsAreStillServed() throws Exception {
        server.drainNotice = Duration.ofSeconds(60);
        server.unary((request, answer) -> {
            answer.onNext(request);
            answer.onCompleted();
        });
        server.start(TestServer.Transport.NETWORK);
        assertThat(health("")).isEqualTo(ServingStatus.SERVING);
        assertThat(health("test.Test")).isEqualTo(ServingStatus.SERVING);

        Thread drain = Thread.ofPlatform().daemon().start(server.grpc()::close);
        TestServer.eventually(() -> health("test.Test") == ServingStatus.NOT_SERVING);

        assertThat(health("")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(text(server.call("still"))).isEqualTo("still");
        drain.interrupt();
        drain.join(10_000);
        assertThat(drain.isAlive()).isFalse();
    }

    @Test
    void aCallThatOutlastsTheDrainIsBrokenOff() {
        server.drainLimit = Duration.ofMillis(100);
        CompletableFuture<StreamObserver<byte[]>> held = new CompletableFuture<>();
        server.unary((request, answer) -> held.complete(answer));
        server.start(TestServer.Transport.NETWORK);
        CompletableFuture<byte[]> underWay = server.call("forever");
        await(held);

        server.grpc().close();

        assertThat(statusOf(underWay).getCode()).isIn(Status.Code.CANCELLED, Status.Code.UNAVAILABLE);
    }

    @Test
    void aMessageOverTheLimitIsResourceExhausted() {
        server.unary((request, answer) -> {
            answer.onNext(bytes("read"));
            answer.onCompleted();
        });
        server.start(TestServer.Transport.NETWORK);

        assertThat(statusOf(server.call("x".repeat(TestServer.MAX_MESSAGE_BYTES + 1)))
                        .getCode())
                .isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(server.call("x".repeat(TestServer.MAX_MESSAGE_BYTES))).succeedsWithin(Duration.ofSeconds(10));
    }

    @Test
    void aPortInUseIsToldClearlyAndNothingIsLeftRunning() {
        server.start(TestServer.Transport.NETWORK);
        int port = server.grpc().port();
        Endpoint inProcess = new Endpoint.InProcess("left-over");

        assertThatThrownBy(() -> GrpcServer.start(
                        server.settings(),
                        List.of(inProcess, new Endpoint.Network("127.0.0.1", port)),
                        List.of(),
                        List.of(),
                        new SimpleMeterRegistry()))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("cannot serve gRPC at port 127.0.0.1:" + port
                        + " (expected: a local address and a port or name that is free): ")
                .hasMessageContaining("Address already in use");

        GrpcServer.start(server.settings(), List.of(inProcess), List.of(), List.of(), new SimpleMeterRegistry())
                .close();
    }

    @Test
    void callsAreTimedByMethodAndCode() throws Exception {
        server.unary((request, answer) -> {
            if (request.length == 0) {
                throw Status.ABORTED.asRuntimeException();
            }
            answer.onNext(request);
            answer.onCompleted();
        });
        server.start(TestServer.Transport.NETWORK);

        text(server.call("one"));
        text(server.call("two"));
        statusOf(server.call(""));

        // The caller has the answer a moment before the server has counted it.
        TestServer.eventually(() -> timed("OK") == 2 && timed("ABORTED") == 1);
    }

    @Test
    void unavailableIsRepeatedByAChannelWithRetriesAndByNoOther() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        server.unary((request, answer) -> {
            if (calls.incrementAndGet() % 3 != 0) {
                throw Status.UNAVAILABLE.asRuntimeException();
            }
            answer.onNext(request);
            answer.onCompleted();
        });
        server.start(TestServer.Transport.NETWORK);
        String target = "127.0.0.1:" + server.grpc().port();
        ManagedChannel plain = Channels.network(target);
        ManagedChannel retrying = Channels.networkWithRetries(target);
        try {
            assertThat(text(TestServer.call(retrying, "again"))).isEqualTo("again");
            assertThat(calls).hasValue(3);
            assertThat(statusOf(TestServer.call(plain, "once")).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(calls).hasValue(4);
        } finally {
            Channels.close(plain, Duration.ofSeconds(1));
            Channels.close(retrying, Duration.ofSeconds(1));
        }
    }

    private long timed(String code) {
        var timer = server.meters
                .find("grpc.server.processing.duration")
                .tags("service", "test.Test", "method", "Unary", "statusCode", code)
                .timer();
        return timer == null ? 0 : timer.count();
    }

    private ServingStatus health(String service) {
        return HealthGrpc.newBlockingStub(server.channel())
                .check(HealthCheckRequest.newBuilder().setService(service).build())
                .getStatus();
    }

    private static String remainingSeconds(@Nullable Deadline deadline) {
        return deadline == null ? "none" : Long.toString(deadline.timeRemaining(TimeUnit.SECONDS));
    }

    private static Throwable failureOf(CompletableFuture<byte[]> call) {
        try {
            throw new AssertionError("answered: " + text(call));
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("no answer", e);
        }
    }
}
