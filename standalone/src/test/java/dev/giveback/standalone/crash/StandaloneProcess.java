package dev.giveback.standalone.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.giveback.standalone.client.GatewayAddress;
import dev.giveback.standalone.client.GatewayClient;
import dev.giveback.testkit.TestGuard;
import io.grpc.ClientInterceptor;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A standalone in a JVM of its own, started as a user starts it, on the class path of the test. */
final class StandaloneProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(4);

    private final Path data;
    private final int grpcPort;
    private final int webPort;
    private final Process process;

    private StandaloneProcess(Path data, int grpcPort, int webPort, Process process) {
        this.data = data;
        this.grpcPort = grpcPort;
        this.webPort = webPort;
        this.process = process;
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param lying whether its journal answers before it has stored anything
     */
    static StandaloneProcess start(Path data, boolean lying) throws Exception {
        return start(data, lying, List.of());
    }

    /** Starts one with settings of its own, {@code -Dkey=value} each, and waits until it is ready. */
    static StandaloneProcess start(Path data, List<String> settings) throws Exception {
        return start(data, false, settings);
    }

    private static StandaloneProcess start(Path data, boolean lying, List<String> settings) throws Exception {
        int grpcPort = freePort();
        int webPort = freePort();
        Path log = data.resolveSibling("standalone-" + grpcPort + ".log");
        Process process = new ProcessBuilder(command(data, grpcPort, webPort, lying, settings))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        StandaloneProcess standalone = new StandaloneProcess(data, grpcPort, webPort, process);
        standalone.awaitReady(log);
        return standalone;
    }

    private static List<String> command(Path data, int grpcPort, int webPort, boolean lying, List<String> settings)
            throws IOException, URISyntaxException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        // It is killed before it would be worth to be compiled well.
        command.addAll(List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-Dfile.encoding=UTF-8"));
        command.addAll(List.of("-Dgiveback.home=" + data.getParent(), "-Dgiveback.terminal=false"));
        command.addAll(settings);
        command.addAll(List.of("-cp", (lying ? lyingJournal() + File.pathSeparator : "") + classPath()));
        command.addAll(List.of("dev.giveback.standalone.GivebackCommand", "up", "--data-dir", data.toString()));
        command.addAll(List.of("--grpc-port", "" + grpcPort, "--http-port", "" + freePort()));
        command.addAll(List.of("--web-port", "" + webPort));
        return command;
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static Path lyingJournal() throws URISyntaxException {
        URL file = Objects.requireNonNull(StandaloneProcess.class.getResource("/lying-journal/giveback-journal.conf"));
        return Objects.requireNonNull(Path.of(file.toURI()).getParent());
    }

    private void awaitReady(Path log) throws Exception {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        try (GatewayClient client =
                new GatewayClient(GatewayAddress.loopback(grpcPort, new GatewayAddress.Key("", "a test")))) {
            while (!client.isReady() || !Files.readString(log).contains("Giveback is ready")) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    process.destroyForcibly();
                    throw new AssertionError("the standalone did not start:\n" + Files.readString(log));
                }
                Thread.sleep(200);
            }
        }
    }

    /** The operator's key, which the first start makes. */
    Path keyFile() {
        return data.resolve("operator.key");
    }

    /** Calls with the operator's key. */
    ClientInterceptor calling() {
        try {
            return TestGuard.calling(Files.readString(keyFile()).strip());
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    int grpcPort() {
        return grpcPort;
    }

    int webPort() {
        return webPort;
    }

    /** Kills the JVM with SIGKILL; PostgreSQL outlives it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Kills PostgreSQL and all its children with SIGKILL; the JVM lives on. */
    void killDatabase() throws IOException {
        ProcessHandle postmaster = ProcessHandle.of(databasePid()).orElseThrow();
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** The server's process id, as PostgreSQL itself tells it. */
    long databasePid() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .getFirst()
                .strip());
    }

    /** The server's process id, as Giveback's record in the data directory tells it. */
    long recordedDatabasePid() throws IOException {
        return new ObjectMapper()
                .readTree(data.resolve("giveback.json").toFile())
                .required("postgresPid")
                .asLong();
    }

    /** A connection to its database, as Giveback's record in the data directory tells it; the caller closes it. */
    Connection database() throws IOException, SQLException {
        JsonNode record =
                new ObjectMapper().readTree(data.resolve("giveback.json").toFile());
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + record.required("databasePort").asInt() + "/giveback",
                record.required("databaseUser").asText(),
                record.required("databasePassword").asText());
    }

    /** Stops it as Ctrl-C does, the database with it. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            throw new AssertionError("the standalone did not stop within 60 s");
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
