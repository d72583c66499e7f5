package dev.giveback.standalone.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A shop that is called by webhooks, and outlives what calls it. It can keep calls waiting, and refuse them. */
final class HookShop implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<HookCall> calls = new CopyOnWriteArrayList<>();
    private final List<HookCall> kept = new CopyOnWriteArrayList<>();
    private final AtomicLong happened = new AtomicLong();
    private final ObjectMapper json = new ObjectMapper();
    private volatile boolean keeping;
    private volatile int status = 204;

    HookShop() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/hook", this::take);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Answers no more from now on, and lets calls wait; false has them go without an answer. */
    void keep(boolean waiting) {
        keeping = waiting;
    }

    /** Answers so from now on. */
    void answer(int code) {
        status = code;
    }

    /** All calls, whatever became of them. */
    List<HookCall> calls() {
        return List.copyOf(calls);
    }

    /** Those that were kept waiting and never answered. */
    List<HookCall> kept() {
        return List.copyOf(kept);
    }

    private void take(HttpExchange exchange) throws IOException {
        long came = happened.incrementAndGet();
        JsonNode event = json.readTree(exchange.getRequestBody().readAllBytes());
        String name = event.required("customer").asText();
        HookCall call = new HookCall(
                exchange.getRequestHeaders().getFirst("webhook-id"),
                name.substring(name.lastIndexOf('/') + 1),
                event.required("sequenceNumber").asLong(),
                came,
                HookCall.NEVER);
        if (keeping) {
            calls.add(call);
            kept.add(call);
            await(exchange);
            return;
        }
        int code = status;
        boolean well = code == 204;
        // It counts as answered before it can be known at the other side.
        calls.add(
                well
                        ? new HookCall(call.id(), call.customer(), call.sequence(), came, happened.incrementAndGet())
                        : call);
        exchange.sendResponseHeaders(code, -1);
        exchange.close();
    }

    private void await(HttpExchange exchange) {
        try {
            while (keeping) {
                Thread.sleep(10);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    @Override
    public void close() {
        keeping = false;
        server.stop(0);
        threads.shutdownNow();
    }
}
