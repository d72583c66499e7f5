package dev.giveback.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.rpc.Code;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.platform.grpc.ErrorStatus;
import dev.giveback.platform.v1.EchoRequest;
import dev.giveback.platform.v1.EchoResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gRPC-Web by a client of a few lines that knows only its framing. */
final class GrpcWebTest {
    private static HttpBench bench;

    @BeforeAll
    static void start() {
        bench = new HttpBench();
    }

    @AfterAll
    static void stop() {
        bench.close();
    }

    /** An answer taken apart: its messages and its trailers. */
    private record Answer(int status, List<byte[]> messages, Map<String, String> trailers) {}

    private static Answer call(String method, byte[] message, String type, String... headers) throws Exception {
        byte[] frame = ByteBuffer.allocate(5 + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
        boolean isText = type.contains("text");
        var request = bench.request("/" + method)
                .setHeader("Content-Type", type)
                .setHeader("Accept", type)
                .setHeader("X-Grpc-Web", "1")
                .POST(BodyPublishers.ofByteArray(isText ? Base64.getEncoder().encode(frame) : frame));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        HttpResponse<byte[]> response = bench.client().send(request.build(), BodyHandlers.ofByteArray());
        byte[] body = isText ? decoded(response.body()) : response.body();
        return answer(response, ByteBuffer.wrap(body));
    }

    /** Each frame may be encoded by itself, so padding can stand in the middle. */
    private static byte[] decoded(byte[] body) {
        ByteBuffer all = ByteBuffer.allocate(body.length);
        String text = new String(body, StandardCharsets.US_ASCII);
        for (int i = 0; i < text.length(); i += 4) {
            all.put(Base64.getDecoder().decode(text.substring(i, i + 4)));
        }
        byte[] bytes = new byte[all.position()];
        all.flip().get(bytes);
        return bytes;
    }

    private static Answer answer(HttpResponse<?> response, ByteBuffer body) {
        List<byte[]> messages = new ArrayList<>();
        String trailers = "";
        while (body.hasRemaining()) {
            boolean isTrailers = (body.get() & 0x80) != 0;
            byte[] frame = new byte[body.getInt()];
            body.get(frame);
            if (isTrailers) {
                trailers = new String(frame, StandardCharsets.US_ASCII);
            } else {
                messages.add(frame);
            }
        }
        Map<String, String> parsed = trailers.lines()
                .map(line -> line.split(":\\s*", 2))
                .collect(Collectors.toMap(parts -> parts[0].toLowerCase(java.util.Locale.ROOT), parts -> parts[1]));
        if (parsed.isEmpty()) {
            response.headers().firstValue("grpc-status").ifPresent(status -> parsed.put("grpc-status", status));
            response.headers()
                    .firstValue("grpc-status-details-bin")
                    .ifPresent(details -> parsed.put("grpc-status-details-bin", details));
        }
        return new Answer(response.statusCode(), messages, parsed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc-web+proto", "application/grpc-web-text+proto"})
    void aCallIsAnswered(String type) throws Exception {
        bench.answer = (call, request) -> HttpBench.answer(
                call,
                EchoResponse.newBuilder()
                        .setPayload(((EchoRequest) request).getPayload())
                        .build());
        ByteString payload = ByteString.copyFrom(new byte[] {0, 1, 2, -1});

        Answer answer = call(
                "giveback.platform.v1.EchoService/Echo",
                EchoRequest.newBuilder().setPayload(payload).build().toByteArray(),
                type);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.trailers()).containsEntry("grpc-status", "0");
        assertThat(answer.messages()).hasSize(1);
        assertThat(EchoResponse.parseFrom(answer.messages().getFirst()).getPayload())
                .isEqualTo(payload);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/grpc-web+proto", "application/grpc-web-text+proto"})
    void aStreamIsRead(String type) throws Exception {
        bench.answer = (call, request) -> {
            call.sendHeaders(new Metadata());
            for (int i = 0; i < 50; i++) {
                call.sendMessage(
                        TailEventsResponse.newBuilder().setResumeToken("t" + i).build());
            }
            call.close(Status.OK, new Metadata());
        };

        Answer answer = call("giveback.loyalty.v1.JournalService/TailEvents", new byte[0], type);

        assertThat(answer.messages()).hasSize(50);
        assertThat(TailEventsResponse.parseFrom(answer.messages().getLast()).getResumeToken())
                .isEqualTo("t49");
        assertThat(answer.trailers()).containsEntry("grpc-status", "0");
    }

    @Test
    void aRefusalComesWithItsDetails() throws Exception {
        bench.answer = (call, request) -> {
            StatusRuntimeException refused = ErrorStatus.of(
                            Code.NOT_FOUND, "test.giveback.dev", "NONE", "there is none")
                    .toException();
            Metadata trailers = refused.getTrailers();
            call.close(refused.getStatus(), trailers == null ? new Metadata() : trailers);
        };

        Answer answer = call(
                "giveback.loyalty.v1.CustomerService/GetCustomer",
                GetCustomerRequest.newBuilder()
                        .setName("programs/p/customers/c")
                        .build()
                        .toByteArray(),
                "application/grpc-web+proto");

        assertThat(answer.trailers()).containsEntry("grpc-status", "5").containsKey("grpc-status-details-bin");
    }

    @Test
    void withoutAKeyNothingIsCalled() throws Exception {
        bench.seen.clear();

        Answer answer = call(
                "giveback.loyalty.v1.CustomerService/GetCustomer",
                new byte[0],
                "application/grpc-web+proto",
                "Authorization",
                "Bearer nothing");

        assertThat(answer.trailers()).containsEntry("grpc-status", "16");
        assertThat(bench.seen).isEmpty();
    }

    @Test
    void plainJsonIsAtTheSamePath() throws Exception {
        bench.answer = HttpBench::nothing;

        HttpResponse<String> right =
                bench.post("/giveback.loyalty.v1.CustomerService/GetCustomer", "{\"name\":\"programs/p/customers/c\"}");
        HttpResponse<String> wrong = bench.post("/giveback.loyalty.v1.CustomerService/GetCustomer", "{\"nam\":\"x\"}");

        assertThat(right.statusCode()).as(right.body()).isEqualTo(200);
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(HttpBench.error(wrong)
                        .at("/details/1/fieldViolations/0/field")
                        .textValue())
                .isEqualTo("nam");
    }

    @Test
    void theDocumentationKnowsTheMethodsWithTheirComments() throws Exception {
        HttpResponse<String> page = bench.get("/docs/");
        HttpResponse<String> specification = bench.get("/docs/specification.json");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(specification.body())
                .contains("giveback.loyalty.v1.CheckoutService")
                .contains("Prices a basket as a checkout of this moment would.");
    }
}
