package dev.giveback.platform.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.giveback.platform.lifecycle.StartupException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The HTTP port for those who run the process: {@code /metrics} in the text format of Prometheus, {@code /health/live} (200 as
 * long as the process answers) and {@code /health/ready} (200 or 503). Nothing else is served. It has no authentication, so it
 * belongs on loopback or on a network of its own.
 */
public final class MetricsServer implements AutoCloseable {
    private static final String PLAIN_TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int THREADS = 2;
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService executor;

    private MetricsServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * Starts serving.
     *
     * @param host the address to listen on
     * @param port the port, 0 for a free one
     * @param metrics the answer to {@code /metrics}
     * @param ready whether {@code /health/ready} answers 200; must not block
     * @throws StartupException when the port cannot be had
     */
    public static MetricsServer start(String host, int port, Supplier<String> metrics, BooleanSupplier ready) {
        HttpServer http = bind(host, port);
        ExecutorService executor = Executors.newFixedThreadPool(
                THREADS, Thread.ofPlatform().daemon().name("metrics-", 0).factory());
        http.setExecutor(executor);
        http.createContext("/", exchange -> answer(exchange, metrics, ready));
        http.start();
        return new MetricsServer(http, executor);
    }

    /** The port that is listened on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Stops at once; scrapes under way are broken off. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private static HttpServer bind(String host, int port) {
        try {
            return HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
        } catch (IOException | RuntimeException e) {
            throw new StartupException(
                    "cannot serve metrics on " + host + ":" + port + " (expected: a local address and a free port): "
                            + e.getMessage(),
                    e);
        }
    }

    private static void answer(HttpExchange exchange, Supplier<String> metrics, BooleanSupplier ready)
            throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, 405, PLAIN_TEXT, "only GET is served\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/metrics" -> send(exchange, 200, PROMETHEUS_TEXT, metrics.get());
                case "/health/live" -> send(exchange, 200, PLAIN_TEXT, "live\n");
                case "/health/ready" -> sendReadiness(exchange, ready.getAsBoolean());
                default -> send(exchange, 404, PLAIN_TEXT, "served: /metrics, /health/live, /health/ready\n");
            }
        }
    }

    private static void sendReadiness(HttpExchange exchange, boolean ready) throws IOException {
        send(exchange, ready ? 200 : 503, PLAIN_TEXT, ready ? "ready\n" : "not ready\n");
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
