package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.standalone.console.Steps;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every figure and every label that a panel or an alert asks for is there in the {@code /metrics} of a Giveback that runs. */
final class DeployMetricsTest {
    private static final Set<String> WORDS = Set.of(
            "sum",
            "max",
            "rate",
            "increase",
            "histogram_quantile",
            "topk",
            "absent",
            "predict_linear",
            "by",
            "or",
            "and");
    private static final Pattern BRACES = Pattern.compile("\\{([^}]*)}");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern DURATION = Pattern.compile("\\[[0-9]+[smhd]]");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!=|!~|=)\\s*\"");
    private static final Pattern SERIES = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ");
    /** What Prometheus adds by itself. */
    private static final Set<String> ADDED = Set.of("up", "job", "instance");

    @TempDir
    private Path folder;

    @Test
    void everyQueryAsksForWhatIsThere() throws Exception {
        Set<String> there = new HashSet<>(ADDED);
        there.addAll(namesIn(scrapeOfARunningOne()));
        there.addAll(DeployFiles.names(
                DeployFiles.DEPLOY.resolve("check/postgres-exporter.txt"), Pattern.compile("(?m)^([a-z_]+)$")));
        Map<String, String> queries = new TreeMap<>(DeployFiles.panels());
        DeployFiles.alerts().forEach(alert -> queries.put(alert.name(), alert.expression()));
        assertThat(queries).hasSizeGreaterThan(50);
        assertThat(missing(queries, there)).isEmpty();
        // The control: a figure and a label that nothing has.
        assertThat(missing(
                        Map.of("planted", "sum by (statuscode) (rate(grpc_server_seconds_count{job=\"x\"}[5m]))"),
                        there))
                .containsExactly("planted: grpc_server_seconds_count", "planted: statuscode");
    }

    private String scrapeOfARunningOne() throws Exception {
        int port = freePort();
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        try (Standalone standalone = Standalone.idle(new Steps(nowhere))) {
            standalone.start(new StandaloneSettings(
                    folder, OptionalInt.empty(), freePort(), port, freePort(), OptionalInt.empty()));
            // A pause of the collector is a figure once there was one.
            System.gc();
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                    .build();
            HttpResponse<String> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            return answer.body();
        }
    }

    private static Set<String> namesIn(String scrape) {
        Set<String> names = new HashSet<>();
        for (MatchResult series : SERIES.matcher(scrape).results().toList()) {
            names.add(series.group(1));
            if (series.group(2) != null) {
                LABEL.matcher(series.group(2)).results().forEach(label -> names.add(label.group(1)));
            }
        }
        return names;
    }

    private static Set<String> missing(Map<String, String> queries, Set<String> there) {
        Set<String> missing = new TreeSet<>();
        queries.forEach((where, query) -> asked(query).stream()
                .filter(name -> !there.contains(name))
                .forEach(name -> missing.add(where + ": " + name)));
        return missing;
    }

    /** The names of figures and labels in a query. */
    private static Set<String> asked(String query) {
        Set<String> names = new TreeSet<>();
        BRACES.matcher(query)
                .results()
                .forEach(
                        braces -> LABEL.matcher(braces.group(1)).results().forEach(label -> names.add(label.group(1))));
        String plain = DURATION.matcher(BRACES.matcher(query).replaceAll(" ")).replaceAll(" ");
        for (MatchResult grouping : GROUPING.matcher(plain).results().toList()) {
            names.addAll(List.of(grouping.group(1).split(", *", -1)));
        }
        plain = GROUPING.matcher(plain).replaceAll(" ");
        NAME.matcher(plain)
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .forEach(names::add);
        return names;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
