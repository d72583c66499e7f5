package dev.giveback.feedback.deliveries;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A shop's system that takes webhooks: a real HTTP server, which checks signatures by the JDK alone and answers as it is told. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Function<Call, Answer> answers = call -> Answer.of(204);

    /** One call, as it came in. */
    record Call(String id, String timestamp, String signature, String text, JsonObject body, Instant time) {
        String customer() {
            String name = body.get("customer").getAsString();
            return name.substring(name.lastIndexOf('/') + 1);
        }

        long sequence() {
            return body.get("sequenceNumber").getAsLong();
        }

        boolean isReplay() {
            return body.has("replay") && body.get("replay").getAsBoolean();
        }

        /** As the documentation tells shops to check it. */
        boolean isSignedBy(String secret) throws GeneralSecurityException {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
            byte[] expected = mac.doFinal((id + "." + timestamp + "." + text).getBytes(StandardCharsets.UTF_8));
            return Arrays.stream(signature.split(" ", -1))
                    .filter(part -> part.startsWith("v1,"))
                    .anyMatch(part -> MessageDigest.isEqual(
                            Base64.getDecoder().decode(part.substring("v1,".length())), expected));
        }
    }

    /** What it answers. */
    record Answer(int status, String header, String value, long waitMillis) {
        static Answer of(int status) {
            return new Answer(status, "", "", 0);
        }

        static Answer slow(int status, long waitMillis) {
            return new Answer(status, "", "", waitMillis);
        }

        static Answer with(int status, String header, String value) {
            return new Answer(status, header, value, 0);
        }
    }

    private Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/hook", this::take);
        server.start();
    }

    static Receiver open() throws IOException {
        return new Receiver();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Answers so from now on. */
    void answer(Function<Call, Answer> next) {
        answers = next;
    }

    /** All calls, as they came in. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    void forget() {
        calls.clear();
    }

    private void take(HttpExchange exchange) throws IOException {
        String text = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Call call = new Call(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                exchange.getRequestHeaders().getFirst("webhook-timestamp"),
                exchange.getRequestHeaders().getFirst("webhook-signature"),
                text,
                JsonParser.parseString(text).getAsJsonObject(),
                Instant.now());
        calls.add(call);
        Answer answer = answers.apply(call);
        try {
            Thread.sleep(answer.waitMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (!answer.header().isEmpty()) {
            exchange.getResponseHeaders().add(answer.header(), answer.value());
        }
        exchange.sendResponseHeaders(answer.status(), -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
