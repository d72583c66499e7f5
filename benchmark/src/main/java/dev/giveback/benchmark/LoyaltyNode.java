package dev.giveback.benchmark;

import dev.giveback.benchmark.sql.ScratchDatabase;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One process of the loyalty service in a cluster on loopback, from the jars that {@code ./giveback} has built. */
final class LoyaltyNode implements AutoCloseable {
    private static final String MAIN = "dev.giveback.loyalty.LoyaltyMain";
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long LOOK_MILLIS = 20;
    private static final int OK = 200;

    private final Process process;
    private final Path log;
    private final Path masterKeys;
    private final int clusterPort;
    private final int metricsPort;
    private final int port;
    private final long begin = System.nanoTime();

    private LoyaltyNode(
            Path giveback,
            ScratchDatabase database,
            Map<String, String> settings,
            Path masterKeys,
            int seedPort,
            int clusterPort)
            throws IOException {
        this.masterKeys = masterKeys;
        this.clusterPort = clusterPort;
        metricsPort = freePort();
        port = freePort();
        log = Files.createTempFile("giveback-node", ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dgiveback.cluster.seeds=127.0.0.1:" + seedPort));
        settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-cp", jars(giveback) + "/*:" + jars(giveback).resolve("lib") + "/*", MAIN));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .putAll(Map.of(
                        "GIVEBACK_DATABASE_URL", database.url(),
                        "GIVEBACK_DATABASE_USER", database.server().user(),
                        "GIVEBACK_DATABASE_PASSWORD", database.server().password(),
                        "GIVEBACK_LOYALTY_PORT", Integer.toString(port),
                        "GIVEBACK_METRICS_PORT", Integer.toString(metricsPort),
                        "GIVEBACK_CLUSTER_PORT", Integer.toString(clusterPort),
                        "GIVEBACK_MASTER_KEYS_FILE", masterKeys.toString()));
        process = builder.start();
    }

    /** Whether what it runs from was built. */
    static boolean canRun(Path giveback) {
        return Files.isDirectory(jars(giveback).resolve("lib"));
    }

    /**
     * The first of a cluster.
     *
     * @param settings beside those that it has by default
     */
    static LoyaltyNode first(Path giveback, ScratchDatabase database, Map<String, String> settings) throws IOException {
        int port = freePort();
        Path folder = Files.createTempDirectory("giveback-node-keys");
        return new LoyaltyNode(giveback, database, settings, folder.resolve("master-keys.json"), port, port);
    }

    /** One more. */
    static LoyaltyNode joining(Path giveback, ScratchDatabase database, Map<String, String> settings, LoyaltyNode seed)
            throws IOException {
        return new LoyaltyNode(giveback, database, settings, seed.masterKeys, seed.clusterPort, freePort());
    }

    private static Path jars(Path giveback) {
        Path folder = giveback.toAbsolutePath().normalize().getParent();
        return (folder == null ? Path.of("") : folder).resolve("standalone").resolve("target");
    }

    /** Where it takes calls. */
    int port() {
        return port;
    }

    /** Waits until it says that it is ready. Throws IOException with what it printed last if it does not. */
    double secondsUntilReady() throws IOException, InterruptedException {
        URI ready = URI.create("http://127.0.0.1:" + metricsPort + "/health/ready");
        while (!isReady(ready)) {
            if (!process.isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
                List<String> lines = Files.readAllLines(log);
                throw new IOException("a node did not become ready: "
                        + String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size())));
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static boolean isReady(URI ready) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) ready.toURL().openConnection();
        try {
            return connection.getResponseCode() == OK;
        } catch (IOException notYet) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
        Files.deleteIfExists(log);
    }
}
