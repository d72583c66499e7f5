package dev.giveback.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.platform.lifecycle.StartupException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetricsServerTest {
    private final AtomicBoolean ready = new AtomicBoolean();
    private final ProcessMetrics metrics = ProcessMetrics.start();
    private final MetricsServer server = MetricsServer.start("127.0.0.1", 0, metrics::scrape, ready::get);
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        server.close();
        metrics.close();
        http.close();
    }

    @Test
    void metricsAreTheMetersOfTheProcessInPrometheusText() throws Exception {
        metrics.registry().counter("parcels.sent").increment(3);

        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains("parcels_sent_total 3.0\n", "jvm_memory_used_bytes{", "process_uptime_seconds");
    }

    @Test
    void readinessFollowsTheProcessAndLivenessDoesNot() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/live").statusCode()).isEqualTo(200);

        ready.set(true);

        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void nothingElseIsServed() throws Exception {
        assertThat(get("/").statusCode()).isEqualTo(404);
        HttpRequest post = HttpRequest.newBuilder(uri("/metrics"))
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        assertThat(http.send(post, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void aPortInUseIsToldClearly() {
        assertThatThrownBy(() -> MetricsServer.start("127.0.0.1", server.port(), () -> "", () -> true))
                .isInstanceOf(StartupException.class)
                .hasMessage("cannot serve metrics on 127.0.0.1:" + server.port()
                        + " (expected: a local address and a free port): Address already in use");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }
}
