package dev.giveback.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * What the server counts itself, as it tells it at {@code /metrics}.
 *
 * @param metrics where
 */
record ServerCounters(URI metrics) {
    private static final String NAME = "grpc_server_processing_duration_seconds_count{";

    static ServerCounters at(String host, int port) {
        return new ServerCounters(URI.create("http://" + host + ":" + port + "/metrics"));
    }

    /** Calls of a method that ended well since the server started, at every door that they passed. */
    long endedWell(String method) throws IOException {
        try (InputStream stream = metrics.toURL().openStream()) {
            return endedWell(new String(stream.readAllBytes(), StandardCharsets.UTF_8), method);
        }
    }

    /** The same of a text in Prometheus' form. */
    static long endedWell(String text, String method) {
        int slash = method.indexOf('/');
        String service = "service=\"" + method.substring(0, slash) + "\"";
        String name = "method=\"" + method.substring(slash + 1) + "\"";
        return text.lines()
                .filter(line -> line.startsWith(NAME) && line.contains(service) && line.contains(name))
                .filter(line -> line.contains("statusCode=\"OK\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
