package dev.giveback.gateway.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** A real browser without scripts, as far as these tests need one, spoken to by its own protocol (Chrome DevTools). */
final class Chromium {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_SECONDS = 60;
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();

    /** What the browser itself complained of. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    private Chromium(Process process, Path profile) throws Exception {
        this.process = process;
        int port = port(profile);
        String list = http.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        String address = "";
        for (JsonNode target : JSON.readTree(list)) {
            if (target.path("type").asText().equals("page")) {
                address = target.path("webSocketDebuggerUrl").asText();
            }
        }
        socket = http.newWebSocketBuilder()
                .buildAsync(URI.create(address), new Ear())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        call("Page.enable", Map.of());
        call("Log.enable", Map.of());
        call("DOM.enable", Map.of());
        call("Accessibility.enable", Map.of());
        call("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    }

    /** Whether there is one on this machine. */
    static boolean isThere() {
        return find() != null;
    }

    private static @Nullable Path find() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(":", -1))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    static Chromium start(Path profile) throws Exception {
        Process process = new ProcessBuilder(
                        Objects.requireNonNull(find(), "chromium").toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--hide-scrollbars",
                        "--no-first-run",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("chromium.log").toFile())
                .start();
        try {
            return new Chromium(process, profile);
        } catch (Exception failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    private static int port(Path profile) throws Exception {
        Path file = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!Files.exists(file) || Files.readAllLines(file).isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IOException("chromium did not start: " + Files.readString(profile.resolve("chromium.log")));
            }
            Thread.sleep(100);
        }
        return Integer.parseInt(Files.readAllLines(file).getFirst());
    }

    JsonNode call(String method, Map<String, ?> parameters) throws Exception {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        Map<String, Object> call = new HashMap<>(Map.of("id", id, "method", method, "params", parameters));
        socket.sendText(JSON.writeValueAsString(call), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        JsonNode told = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (told.has("error")) {
            throw new AssertionError(method + ": " + told.get("error"));
        }
        return told.path("result");
    }

    void size(int width, int height) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    /** Goes to a page and waits until it is there. */
    void open(String address, String heading) throws Exception {
        call("Page.navigate", Map.of("url", address));
        await(heading);
    }

    /** Waits for a page with this heading. */
    void await(String heading) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (page().select("h1").stream().noneMatch(h1 -> h1.text().equals(heading))) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no page with the heading " + heading + " but " + page().text());
            }
            Thread.sleep(50);
        }
    }

    /** The page as the browser has it now; an empty one while it goes to the next. */
    Document page() throws Exception {
        try {
            int root = call("DOM.getDocument", Map.of("depth", 0))
                    .path("root")
                    .path("nodeId")
                    .asInt();
            return Jsoup.parse(call("DOM.getOuterHTML", Map.of("nodeId", root))
                    .path("outerHTML")
                    .asText());
        } catch (AssertionError goneMeanwhile) {
            return Jsoup.parse("");
        }
    }

    int find(String selector) throws Exception {
        int root = call("DOM.getDocument", Map.of("depth", 0))
                .path("root")
                .path("nodeId")
                .asInt();
        int node = call("DOM.querySelector", Map.of("nodeId", root, "selector", selector))
                .path("nodeId")
                .asInt();
        if (node == 0) {
            throw new AssertionError("nothing is " + selector);
        }
        return node;
    }

    /** Corners of an element's border: left, top, width, height. */
    double[] box(String selector) throws Exception {
        JsonNode border = call("DOM.getBoxModel", Map.of("nodeId", find(selector)))
                .path("model")
                .path("border");
        double left = border.get(0).asDouble();
        double top = border.get(1).asDouble();
        return new double[] {
            left, top, border.get(2).asDouble() - left, border.get(5).asDouble() - top
        };
    }

    void click(String selector) throws Exception {
        call("DOM.scrollIntoViewIfNeeded", Map.of("nodeId", find(selector)));
        double[] box = box(selector);
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            box[0] + box[2] / 2,
                            "y",
                            box[1] + box[3] / 2,
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    void type(String selector, String text) throws Exception {
        call("DOM.focus", Map.of("nodeId", find(selector)));
        call("Input.insertText", Map.of("text", text));
    }

    void press(String key, int code, String text) throws Exception {
        for (String type : List.of("keyDown", "keyUp")) {
            call(
                    "Input.dispatchKeyEvent",
                    Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", code, "text", text));
        }
    }

    /** Role and name of everything that can be operated, as a screen reader is told. */
    List<Map.Entry<String, String>> controls() throws Exception {
        List<Map.Entry<String, String>> controls = new CopyOnWriteArrayList<>();
        for (JsonNode node : call("Accessibility.getFullAXTree", Map.of()).path("nodes")) {
            String role = node.path("role").path("value").asText();
            if (List.of("radio", "checkbox", "textbox", "button", "link").contains(role)) {
                controls.add(Map.entry(role, node.path("name").path("value").asText()));
            }
        }
        return controls;
    }

    /** The name of what has the focus, as a screen reader is told; empty if nothing has. */
    String focused() throws Exception {
        String name = "";
        for (JsonNode node : call("Accessibility.getFullAXTree", Map.of()).path("nodes")) {
            for (JsonNode property : node.path("properties")) {
                boolean isFocused = property.path("name").asText().equals("focused")
                        && property.path("value").path("value").asBoolean();
                if (isFocused && !node.path("role").path("value").asText().equals("RootWebArea")) {
                    name = node.path("name").path("value").asText();
                }
            }
        }
        return name;
    }

    double width() throws Exception {
        return call("Page.getLayoutMetrics", Map.of())
                .path("cssContentSize")
                .path("width")
                .asDouble();
    }

    void picture(Path file) throws Exception {
        String data = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
                .path("data")
                .asText();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(data));
    }

    void close() throws Exception {
        socket.abort();
        http.shutdownNow();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                hear(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void hear(String message) {
            try {
                JsonNode told = JSON.readTree(message);
                if (told.has("id")) {
                    Objects.requireNonNull(waiting.remove(told.get("id").asInt()))
                            .complete(told);
                } else if (told.path("method").asText().equals("Log.entryAdded")) {
                    complaints.add(
                            told.path("params").path("entry").path("text").asText());
                }
            } catch (IOException unreadable) {
                complaints.add(message);
            }
        }
    }
}
