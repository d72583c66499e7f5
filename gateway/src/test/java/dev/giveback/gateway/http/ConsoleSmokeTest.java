package dev.giveback.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The console as a browser gets it: its files with their headers, and what a Chromium makes of them, where one is on the path. All pages with real data are tested
 * by console-test, in the Maven profile {@code browser}.
 */
@Timeout(120)
final class ConsoleSmokeTest {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private HttpBench bench;

    @TempDir
    private Path profile;

    @BeforeEach
    void start() {
        bench = new HttpBench();
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    @Test
    void everyFileComesWithItsTypeAndThePolicy() throws Exception {
        for (String file : List.of(
                "",
                "app.js",
                "core/api.js",
                "style/base.css",
                "icon.svg",
                "lib/uplot/uPlot.esm.js",
                "lib/uplot/uPlot.min.css")) {
            HttpResponse<String> answer = bench.get("/console/" + file);

            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type"))
                    .as(file)
                    .hasValueSatisfying(type -> assertThat(type)
                            .contains(
                                    file.endsWith(".js")
                                            ? "javascript"
                                            : file.endsWith(".css") ? "css" : file.isEmpty() ? "html" : "svg"));
            assertThat(answer.headers().firstValue("content-security-policy"))
                    .as(file)
                    .hasValueSatisfying(policy -> assertThat(policy)
                            .contains("default-src 'none'", "script-src 'self'")
                            .doesNotContain("unsafe"));
        }
        assertThat(bench.get("/console/core/none.js").statusCode()).isEqualTo(404);
    }

    @Test
    void withoutASessionItAsksForAKey() throws Exception {
        if (chromium() == null) {
            System.out.println("NOT RUN: the console in a browser, because no Chromium is on the path.");
            return;
        }
        assertThat(page()).contains("Log in to Giveback", "API key").doesNotContain("Giveback starts");
    }

    /** The page when all of it has come, as markup. */
    private String page() throws Exception {
        Process process = new ProcessBuilder(
                        Objects.requireNonNull(chromium()).toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--virtual-time-budget=15000",
                        "--user-data-dir=" + profile,
                        "--dump-dom",
                        "http://127.0.0.1:" + bench.port() + "/console/")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String dom = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return dom;
    }

    private static @Nullable Path chromium() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }
}
