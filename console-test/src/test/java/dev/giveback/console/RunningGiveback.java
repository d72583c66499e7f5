package dev.giveback.console;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Giveback as a new user has one: started by the command line, with two months of a real shop replayed through it. */
final class RunningGiveback implements AutoCloseable {
    private static final String MAIN = "dev.giveback.standalone.GivebackCommand";
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final long START_SECONDS = 180;
    private static final long REPLAY_SECONDS = 600;

    private final Path data;
    private final Process up;
    private final int grpc;
    private final int web;

    private RunningGiveback(Path data, Process up, int grpc, int web) {
        this.data = data;
        this.up = up;
        this.grpc = grpc;
        this.web = web;
    }

    /** Starts it on free ports, and waits until its console answers. */
    static RunningGiveback start(Path data) throws Exception {
        int grpc = freePort();
        int web = freePort();
        Process up = command(
                        "up",
                        "--data-dir",
                        data.toString(),
                        "--grpc-port",
                        Integer.toString(grpc),
                        "--http-port",
                        Integer.toString(freePort()),
                        "--web-port",
                        Integer.toString(web))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("up.log").toFile())
                .start();
        RunningGiveback running = new RunningGiveback(data, up, grpc, web);
        try {
            running.await();
            return running;
        } catch (Exception failed) {
            running.close();
            throw failed;
        }
    }

    private void await() throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!answers() || keyFiles().isEmpty()) {
            if (!up.isAlive() || System.nanoTime() > end) {
                throw new IOException("giveback did not start: " + Files.readString(data.resolve("up.log")));
            }
            Thread.sleep(200);
        }
    }

    private boolean answers() throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(console())).build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Replays the first days of the shop. */
    void replay(int days) throws Exception {
        Process replay = command(
                        "replay",
                        "--days",
                        Integer.toString(days),
                        "--grpc-port",
                        Integer.toString(grpc),
                        "--key-file",
                        keyFiles().getFirst().toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("replay.log").toFile())
                .start();
        if (!replay.waitFor(REPLAY_SECONDS, TimeUnit.SECONDS) || replay.exitValue() != 0) {
            replay.destroyForcibly();
            throw new IOException("the replay failed: " + Files.readString(data.resolve("replay.log")));
        }
    }

    /** Where the console is. */
    String console() {
        return "http://127.0.0.1:" + web + "/console/";
    }

    /** The key that the first start made. */
    String key() throws IOException {
        return Files.readString(keyFiles().getFirst()).strip();
    }

    /** Its JSON API with that key. */
    Api api() throws IOException {
        return new Api("http://127.0.0.1:" + web, key());
    }

    private List<Path> keyFiles() throws IOException {
        try (Stream<Path> files = Files.find(data, 3, (file, about) -> file.endsWith("operator.key"))) {
            return files.toList();
        }
    }

    private static ProcessBuilder command(String... arguments) {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx1500m",
                "-Dgiveback.home=" + HOME,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                MAIN));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        up.destroy();
        try {
            if (!up.waitFor(60, TimeUnit.SECONDS)) {
                up.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            up.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
