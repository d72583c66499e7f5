package dev.giveback.gateway;

import static dev.giveback.gateway.Recorder.bytes;
import static dev.giveback.gateway.Recorder.eventually;
import static dev.giveback.gateway.Recorder.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.rpc.Code;
import dev.giveback.gateway.TestBackend.Transport;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls through a gateway on the network to a backend on the network or in the gateway's process. */
final class ForwardingTest {
    private static final Metadata.Key<String> QUESTION =
            Metadata.Key.of("x-question", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<byte[]> ANSWER = Metadata.Key.of("x-answer-bin", Metadata.BINARY_BYTE_MARSHALLER);
    private static final Metadata.Key<String> END = Metadata.Key.of("x-end", Metadata.ASCII_STRING_MARSHALLER);
    private static final int CHUNK_BYTES = 16 * 1024;

    private final TestBackend backend = new TestBackend();
    private final Recorder seen = new Recorder();

    @AfterEach
    void stop() throws Exception {
        backend.close();
    }

    @ParameterizedTest
    @EnumSource
    void aUnaryCallPassesAlsoWithAnEmptyMessage(Transport transport) {
        backend.on(TestBackend.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
            answer.onNext(bytes("<" + text(request) + ">"));
            answer.onCompleted();
        }));
        Channel gateway = backend.start(transport);

        for (String message : List.of("one", "", "x".repeat(100_000))) {
            Recorder call = new Recorder();
            send(open(gateway, TestBackend.UNARY, call, 1), message);

            assertThat(call.status().isOk()).isTrue();
            assertThat(call.messages).containsExactly("<" + message + ">");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamOfAnswersPassesInOrder(Transport transport) {
        backend.on(TestBackend.DOWN, ServerCalls.asyncServerStreamingCall((request, answer) -> {
            for (int i = 0; i < 1_000; i++) {
                answer.onNext(bytes(text(request) + i));
            }
            answer.onCompleted();
        }));

        send(open(backend.start(transport), TestBackend.DOWN, seen, 2_000), "n");

        assertThat(seen.status().isOk()).isTrue();
        assertThat(seen.messages).hasSize(1_000).startsWith("n0", "n1").endsWith("n999");
    }

    @ParameterizedTest
    @EnumSource
    void aStreamOfRequestsPassesInOrder(Transport transport) {
        backend.on(TestBackend.UP, ServerCalls.asyncClientStreamingCall(ForwardingTest::joined));

        String[] parts = new String[1_000];
        Arrays.setAll(parts, Integer::toString);
        send(open(backend.start(transport), TestBackend.UP, seen, 1), parts);

        assertThat(seen.status().isOk()).isTrue();
        assertThat(seen.messages).containsExactly(String.join(",", parts));
    }

    @ParameterizedTest
    @EnumSource
    void aConversationPassesMessageByMessage(Transport transport) throws Exception {
        backend.on(TestBackend.BOTH, ServerCalls.asyncBidiStreamingCall(answer -> new StreamObserver<>() {
            @Override
            public void onNext(byte[] message) {
                answer.onNext(bytes("<" + text(message) + ">"));
            }

            @Override
            public void onError(Throwable thrown) {}

            @Override
            public void onCompleted() {
                answer.onCompleted();
            }
        }));
        ClientCall<byte[], byte[]> call = open(backend.start(transport), TestBackend.BOTH, seen, 100);

        for (String word : List.of("a", "b", "c")) {
            call.sendMessage(bytes(word));
            eventually(() -> seen.messages.contains("<" + word + ">"));
        }
        call.halfClose();

        assertThat(seen.status().isOk()).isTrue();
        assertThat(seen.messages).containsExactly("<a>", "<b>", "<c>");
    }

    @ParameterizedTest
    @EnumSource
    void headersPassBothWaysAndTrailersPassBack(Transport transport) {
        backend.on(TestBackend.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
                    answer.onNext(request);
                    answer.onCompleted();
                }))
                .with(new AnswersInMetadata());
        Metadata headers = new Metadata();
        headers.put(QUESTION, "why");
        ClientCall<byte[], byte[]> call = backend.start(transport).newCall(TestBackend.UNARY, CallOptions.DEFAULT);
        call.start(seen, headers);
        call.request(2);
        send(call, "?");

        assertThat(seen.status().isOk()).isTrue();
        assertThat(text(Objects.requireNonNull(seen.headers().get(ANSWER)))).isEqualTo("why?");
        assertThat(seen.trailers().get(END)).isEqualTo("bye");
    }

    @ParameterizedTest
    @EnumSource
    void aRefusalPassesWithItsDetails(Transport transport) {
        com.google.rpc.Status refusal = ErrorStatus.of(
                        Code.UNAVAILABLE, "test.giveback.dev", "SHELF_MOVING", "the shelf is being moved")
                .metadata("shelf", "7")
                .toProto();
        backend.on(
                TestBackend.UNARY,
                ServerCalls.asyncUnaryCall(
                        (request, answer) -> answer.onError(StatusProto.toStatusRuntimeException(refusal))));

        send(open(backend.start(transport), TestBackend.UNARY, seen, 1), "?");

        assertThat(seen.status().getDescription()).isEqualTo("the shelf is being moved");
        assertThat(StatusProto.fromStatusAndTrailers(seen.status(), seen.trailers()))
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlinePassesAndNoCallIsWithoutOne(Transport transport) {
        backend.on(TestBackend.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
            long seconds =
                    Objects.requireNonNull(Context.current().getDeadline()).timeRemaining(TimeUnit.SECONDS);
            answer.onNext(bytes(Long.toString(seconds)));
            answer.onCompleted();
        }));
        Channel gateway = backend.start(transport);

        assertThat(Long.parseLong(answer(gateway, CallOptions.DEFAULT.withDeadlineAfter(10, TimeUnit.SECONDS))))
                .isBetween(5L, 10L);
        assertThat(Long.parseLong(answer(gateway, CallOptions.DEFAULT))).isBetween(20L, 30L);
    }

    @ParameterizedTest
    @EnumSource
    void aCancellationByTheCallerReachesTheBackend(Transport transport) {
        CompletableFuture<Boolean> started = new CompletableFuture<>();
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        backend.on(TestBackend.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
            ((ServerCallStreamObserver<byte[]>) answer).setOnCancelHandler(() -> cancelled.complete(true));
            started.complete(true);
        }));
        ClientCall<byte[], byte[]> call = open(backend.start(transport), TestBackend.UNARY, seen, 1);
        send(call, "?");
        started.orTimeout(20, TimeUnit.SECONDS).join();

        call.cancel("changed my mind", null);

        assertThat(cancelled.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlineThatPassesReachesTheBackendAsACancellation(Transport transport) {
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        backend.on(
                TestBackend.UNARY,
                ServerCalls.asyncUnaryCall((request, answer) -> ((ServerCallStreamObserver<byte[]>) answer)
                        .setOnCancelHandler(() -> cancelled.complete(true))));
        ClientCall<byte[], byte[]> call = backend.start(transport)
                .newCall(TestBackend.UNARY, CallOptions.DEFAULT.withDeadlineAfter(300, TimeUnit.MILLISECONDS));
        call.start(seen, new Metadata());
        call.request(2);
        send(call, "?");

        assertThat(seen.status().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
        assertThat(cancelled.orTimeout(20, TimeUnit.SECONDS).join()).isTrue();
    }

    /** As one that ends does with what outlasts its drain. It was not the caller who cancelled, and the call may be repeated. */
    @ParameterizedTest
    @EnumSource
    void aCallThatTheBackendBreaksOffIsUnavailable(Transport transport) {
        backend.on(
                TestBackend.UNARY,
                ServerCalls.asyncUnaryCall((request, answer) -> answer.onError(
                        Status.CANCELLED.withDescription("stream 7").asRuntimeException())));

        send(open(backend.start(transport), TestBackend.UNARY, seen, 1), "?");

        assertThat(seen.status().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(seen.status().getDescription()).endsWith(" service broke the call off");
    }

    @ParameterizedTest
    @EnumSource
    void aBackendThatEndsAStreamEarlyEndsItForTheCaller(Transport transport) {
        backend.on(TestBackend.BOTH, ServerCalls.asyncBidiStreamingCall(answer -> {
            answer.onError(Status.ABORTED.withDescription("enough").asRuntimeException());
            return ignoring();
        }));
        ClientCall<byte[], byte[]> call = open(backend.start(transport), TestBackend.BOTH, seen, 1);

        call.sendMessage(bytes("and another thing"));

        assertThat(seen.status().getCode()).isEqualTo(Status.Code.ABORTED);
        assertThat(seen.status().getDescription()).isEqualTo("enough");
    }

    @ParameterizedTest
    @EnumSource
    void aCallerThatDoesNotReadSlowsTheBackendDown(Transport transport) throws Exception {
        int total = 4_000;
        AtomicInteger written = new AtomicInteger();
        backend.on(TestBackend.DOWN, ServerCalls.asyncServerStreamingCall((request, answer) -> {
            ServerCallStreamObserver<byte[]> observer = (ServerCallStreamObserver<byte[]>) answer;
            observer.setOnReadyHandler(() -> {
                while (observer.isReady() && written.get() < total) {
                    observer.onNext(new byte[CHUNK_BYTES]);
                    if (written.incrementAndGet() == total) {
                        observer.onCompleted();
                    }
                }
            });
        }));
        ClientCall<byte[], byte[]> call = open(backend.start(transport), TestBackend.DOWN, seen, 0);
        send(call, "?");

        int stalledAt = settled(written);
        assertThat(stalledAt).isBetween(1, total / 2);
        call.request(total + 1);

        assertThat(seen.status().isOk()).isTrue();
        assertThat(seen.messages).hasSize(total);
    }

    @ParameterizedTest
    @EnumSource
    void aBackendThatDoesNotReadSlowsTheCallerDown(Transport transport) throws Exception {
        int total = 4_000;
        AtomicInteger read = new AtomicInteger();
        CompletableFuture<ServerCallStreamObserver<byte[]>> reader = new CompletableFuture<>();
        backend.on(TestBackend.UP, ServerCalls.asyncClientStreamingCall(answer -> {
            ServerCallStreamObserver<byte[]> observer = (ServerCallStreamObserver<byte[]>) answer;
            observer.disableAutoRequest();
            reader.complete(observer);
            return new Counting(read, observer);
        }));
        AtomicInteger sent = new AtomicInteger();
        Channel gateway = backend.start(transport);
        ClientCall<byte[], byte[]> call = gateway.newCall(TestBackend.UP, CallOptions.DEFAULT);
        call.start(
                new ClientCall.Listener<>() {
                    @Override
                    public void onReady() {
                        while (call.isReady() && sent.get() < total) {
                            call.sendMessage(new byte[CHUNK_BYTES]);
                            if (sent.incrementAndGet() == total) {
                                call.halfClose();
                            }
                        }
                    }

                    @Override
                    public void onMessage(byte[] message) {
                        seen.onMessage(message);
                    }

                    @Override
                    public void onClose(Status status, Metadata trailers) {
                        seen.onClose(status, trailers);
                    }
                },
                new Metadata());
        call.request(2);

        int stalledAt = settled(sent);
        assertThat(stalledAt).isBetween(1, total / 2);
        assertThat(read).hasValue(0);
        reader.orTimeout(20, TimeUnit.SECONDS).join().request(total);

        assertThat(seen.status().isOk()).isTrue();
        assertThat(seen.messages).containsExactly(Integer.toString(total));
    }

    @Test
    void aMessageOverTheLimitIsResourceExhaustedAndNeverReachesTheBackend() {
        AtomicInteger calls = new AtomicInteger();
        backend.on(TestBackend.UNARY, ServerCalls.asyncUnaryCall((request, answer) -> {
            calls.incrementAndGet();
            answer.onCompleted();
        }));

        send(
                open(backend.start(Transport.IN_PROCESS), TestBackend.UNARY, seen, 1),
                "x".repeat(TestBackend.MAX_MESSAGE_BYTES + 1));

        assertThat(seen.status().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(calls).hasValue(0);
    }

    /** The value once it has stopped growing. */
    private static int settled(AtomicInteger counter) throws InterruptedException {
        eventually(() -> counter.get() > 0);
        int before;
        do {
            before = counter.get();
            Thread.sleep(300);
        } while (counter.get() != before);
        return before;
    }

    private static String answer(Channel gateway, CallOptions options) {
        Recorder recorder = new Recorder();
        ClientCall<byte[], byte[]> call = gateway.newCall(TestBackend.UNARY, options);
        call.start(recorder, new Metadata());
        call.request(2);
        send(call, "?");
        assertThat(recorder.status().isOk()).isTrue();
        return recorder.messages.get(0);
    }

    private static ClientCall<byte[], byte[]> open(
            Channel channel, MethodDescriptor<byte[], byte[]> method, Recorder recorder, int demand) {
        ClientCall<byte[], byte[]> call = channel.newCall(method, CallOptions.DEFAULT);
        call.start(recorder, new Metadata());
        if (demand > 0) {
            call.request(demand + 1);
        }
        return call;
    }

    private static void send(ClientCall<byte[], byte[]> call, String... messages) {
        for (String message : messages) {
            call.sendMessage(bytes(message));
        }
        call.halfClose();
    }

    private static StreamObserver<byte[]> joined(StreamObserver<byte[]> answer) {
        List<String> parts = new ArrayList<>();
        return new StreamObserver<>() {
            @Override
            public void onNext(byte[] message) {
                parts.add(text(message));
            }

            @Override
            public void onError(Throwable thrown) {}

            @Override
            public void onCompleted() {
                answer.onNext(bytes(String.join(",", parts)));
                answer.onCompleted();
            }
        };
    }

    private static StreamObserver<byte[]> ignoring() {
        return new StreamObserver<>() {
            @Override
            public void onNext(byte[] message) {}

            @Override
            public void onError(Throwable thrown) {}

            @Override
            public void onCompleted() {}
        };
    }

    /** Counts what comes and answers with the count. */
    private record Counting(AtomicInteger read, StreamObserver<byte[]> answer) implements StreamObserver<byte[]> {
        @Override
        public void onNext(byte[] message) {
            read.incrementAndGet();
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onCompleted() {
            answer.onNext(bytes(Integer.toString(read.get())));
            answer.onCompleted();
        }
    }

    /** A backend that answers a header with a header and adds a trailer. */
    private static final class AnswersInMetadata implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            ServerCall<Q, A> answering = new SimpleForwardingServerCall<>(call) {
                @Override
                public void sendHeaders(Metadata answer) {
                    answer.put(ANSWER, bytes(headers.get(QUESTION) + "?"));
                    super.sendHeaders(answer);
                }

                @Override
                public void close(Status status, Metadata trailers) {
                    trailers.put(END, "bye");
                    super.close(status, trailers);
                }
            };
            return Contexts.interceptCall(Context.current(), answering, headers, next);
        }
    }
}
