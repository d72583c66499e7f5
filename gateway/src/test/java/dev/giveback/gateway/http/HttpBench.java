package dev.giveback.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import dev.giveback.gateway.Gateway;
import dev.giveback.gateway.GatewaySettings;
import dev.giveback.gateway.HttpBackend;
import dev.giveback.gateway.web.CustomerPages;
import dev.giveback.gateway.web.WebSettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import dev.giveback.testkit.TestGuard;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The web port before a real gateway, whose backends are one server that a test tells what to answer; and a client that is not ours. */
final class HttpBench implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    /** A call as it came to the backend. */
    record Seen(String method, Metadata headers, Message request) {}

    /** What the backend does with a call. */
    @FunctionalInterface
    interface Answer {
        void to(ServerCall<Message, Message> call, Message request);
    }

    final List<Seen> seen = new CopyOnWriteArrayList<>();
    volatile Answer answer = HttpBench::nothing;
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpBackend backend;
    private final ManagedChannel feedback = Channels.inProcess("nobody");
    private final HttpPort port;

    HttpBench() {
        this(Map.of());
    }

    HttpBench(Map<String, ?> overrides) {
        backend = new HttpBackend((call, headers) -> receive(call, headers));
        Map<String, Object> all = new HashMap<>(overrides);
        all.put("giveback.gateway.web.port", 0);
        Settings settings = Settings.load(all, GatewaySettings.RESOURCE);
        port = HttpPort.start(
                HttpSettings.from(settings),
                backend.insideName(),
                Gateway.services(),
                CustomerPages.of(WebSettings.from(settings), feedback, new SimpleMeterRegistry()),
                new SimpleMeterRegistry());
    }

    private ServerCall.Listener<Message> receive(ServerCall<Message, Message> call, Metadata headers) {
        call.request(2);
        return new ServerCall.Listener<>() {
            @Override
            public void onMessage(Message message) {
                seen.add(new Seen(call.getMethodDescriptor().getFullMethodName(), headers, message));
                answer.to(call, message);
            }
        };
    }

    /** Answers with an empty message. */
    static void nothing(ServerCall<Message, Message> call, Message request) {
        answer(call, empty(call));
    }

    static Message empty(ServerCall<Message, Message> call) {
        return ((MethodDescriptor.PrototypeMarshaller<Message>)
                        call.getMethodDescriptor().getResponseMarshaller())
                .getMessagePrototype();
    }

    static void answer(ServerCall<Message, Message> call, Message message) {
        call.sendHeaders(new Metadata());
        call.sendMessage(message);
        call.close(io.grpc.Status.OK, new Metadata());
    }

    /** Who may call. */
    TestGuard guard() {
        return backend.guard();
    }

    int port() {
        return port.port();
    }

    HttpClient client() {
        return http;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + guard().adminSecret());
    }

    HttpResponse<String> send(String verb, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                request(path).method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.setHeader("Content-Type", "application/json");
        }
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals("Cookie")) {
                // A browser with a session has no key.
                request = without(request.build(), "Authorization");
            }
            request.setHeader(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder without(HttpRequest request, String header) {
        return HttpRequest.newBuilder(request, (name, value) -> !name.equalsIgnoreCase(header));
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send("POST", path, body, headers);
    }

    static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.MAPPER.readTree(response.body());
    }

    /** The error in the body. */
    static JsonNode error(HttpResponse<String> response) throws Exception {
        return json(response).get("error");
    }

    @Override
    public void close() {
        port.close();
        feedback.shutdownNow();
        backend.close();
        http.close();
    }
}
