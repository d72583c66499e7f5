package dev.giveback.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.rpc.Code;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams of answers as server-sent events. */
final class EventStreamTest {
    private static final String TAIL = "/v1/events:tail";

    private final HttpBench bench = new HttpBench(Map.of("giveback.gateway.web.heartbeat", "200ms"));

    @AfterEach
    void stop() {
        bench.close();
    }

    @Test
    void eachMessageIsAnEventWithItsTokenAsId() throws Exception {
        bench.answer = (call, request) -> {
            call.sendHeaders(new Metadata());
            call.sendMessage(event("t1"));
            call.sendMessage(event("t2"));
            call.close(Status.OK, new Metadata());
        };

        HttpResponse<String> response = bench.get(TAIL);

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(response.body())
                .isEqualTo("id: t1\ndata: " + Json.print(event("t1")) + "\n\nid: t2\ndata: " + Json.print(event("t2"))
                        + "\n\nevent: end\ndata: {}\n\n");
    }

    @Test
    void aStreamGoesOnAfterTheLastEventThatWasSeen() throws Exception {
        bench.get(TAIL + "?resumeToken=old", "Last-Event-ID", "t7");

        assertThat(((TailEventsRequest) bench.seen.getFirst().request()).getResumeToken())
                .isEqualTo("t7");
    }

    @Test
    void aRefusalBeforeAnythingCameHasItsStatusOfHttp() throws Exception {
        bench.answer = (call, request) -> refuse(call);

        HttpResponse<String> response = bench.get(TAIL);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(HttpBench.error(response).get("status").textValue()).isEqualTo("NOT_FOUND");
    }

    @Test
    void aRefusalInBetweenIsAnEvent() throws Exception {
        bench.answer = (call, request) -> {
            call.sendHeaders(new Metadata());
            call.sendMessage(event("t1"));
            refuse(call);
        };

        HttpResponse<String> response = bench.get(TAIL);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\n\nevent: error\ndata: {\"error\":{\"code\":404,")
                .endsWith("\n\n");
        assertThat(response.body()).doesNotContain("event: end");
    }

    @Test
    void aSilentStreamBeatsAndItsReaderGoingEndsTheCall() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        bench.answer =
                (call, request) -> Context.current().addListener(context -> cancelled.countDown(), Runnable::run);

        HttpResponse<InputStream> response =
                bench.client().send(bench.request(TAIL).build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            String beats = ": still there\n\n".repeat(3);
            assertThat(new String(body.readNBytes(beats.length()), StandardCharsets.UTF_8))
                    .isEqualTo(beats);
        }

        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSlowReaderSlowsTheServiceDown() throws Exception {
        AtomicInteger sent = new AtomicInteger();
        byte[] large = new byte[64 * 1024];
        bench.answer = (call, request) -> {
            call.sendHeaders(new Metadata());
            Thread.startVirtualThread(() -> {
                while (!call.isCancelled() && sent.get() < 1_000) {
                    if (call.isReady()) {
                        call.sendMessage(event("x".repeat(large.length)));
                        sent.incrementAndGet();
                    } else {
                        sleep();
                    }
                }
            });
        };

        HttpResponse<InputStream> response =
                bench.client().send(bench.request(TAIL).build(), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            body.readNBytes(1_000);
            Thread.sleep(1_500);
            int after = sent.get();
            Thread.sleep(500);
            assertThat(sent.get()).isEqualTo(after).isLessThan(500);
            assertThat(body.readNBytes(2 * after * large.length)).hasSize(2 * after * large.length);
            assertThat(sent.get()).isGreaterThan(after);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void refuse(ServerCall<Message, Message> call) {
        StatusRuntimeException refused = ErrorStatus.of(Code.NOT_FOUND, "test.giveback.dev", "NONE", "there is none")
                .toException();
        Metadata trailers = refused.getTrailers();
        call.close(refused.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    private static TailEventsResponse event(String token) {
        return TailEventsResponse.newBuilder().setResumeToken(token).build();
    }
}
