package dev.giveback.torture.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A whole Giveback in a process of its own, started as {@code giveback up} starts it, on the class path of this process. */
public final class GivebackProcess {
    private static final Duration START_LIMIT = Duration.ofMinutes(10);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final String READY = "Giveback is ready";

    private static final int LINES_TOLD = 120;
    /** Hundreds of these hide what the server says itself. */
    private static final Pattern TOO_EARLY = Pattern.compile(
            "the database system is (?:not yet accepting|starting up|in recovery)|Consistent recovery state");

    private static final int HTTP_MILLIS = 2_000;

    private final Path data;
    private final Path log;
    private final Ports ports;
    private final Process process;

    private GivebackProcess(Path data, Path log, Ports ports, Process process) {
        this.data = data;
        this.log = log;
        this.ports = ports;
        this.process = process;
    }

    /**
     * What is started otherwise than a user starts it.
     *
     * @param classPath a folder that stands first on the class path; empty for none
     * @param environment added to that of this process
     */
    public record Changes(String classPath, Map<String, String> environment) {
        static final Changes NONE = new Changes("", Map.of());
    }

    /** The ports that one listens on, so that the next is found at the same place. */
    record Ports(int grpc, int http, int web) {
        /** Three that are free. */
        static Ports free() throws IOException {
            return new Ports(freePort(), freePort(), freePort());
        }
    }

    /** Starts one with its data in a folder and waits until it is ready. */
    static GivebackProcess start(Path data, Ports ports, Changes changes) throws IOException, InterruptedException {
        Path log = Files.createTempFile(data.getParent(), "giveback", ".log");
        ProcessBuilder builder = new ProcessBuilder(command(data, ports, changes.classPath()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(changes.environment());
        GivebackProcess giveback = new GivebackProcess(data, log, ports, builder.start());
        giveback.awaitReady();
        return giveback;
    }

    private static List<String> command(Path data, Ports ports, String classPath) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= 24) {
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        // It lives for a short time only: what the slower compiler would gain is never had back.
        command.addAll(List.of("-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("-Dfile.encoding=UTF-8");
        command.addAll(List.of("-Dgiveback.home=" + data.getParent(), "-Dgiveback.terminal=false"));
        String ours = System.getProperty("java.class.path");
        command.addAll(List.of("-cp", classPath.isEmpty() ? ours : classPath + java.io.File.pathSeparator + ours));
        command.addAll(List.of("dev.giveback.standalone.GivebackCommand", "up", "--data-dir", data.toString()));
        command.addAll(List.of("--grpc-port", "" + ports.grpc(), "--http-port", "" + ports.http()));
        command.addAll(List.of("--web-port", "" + ports.web()));
        return command;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!Files.readString(log).contains(READY)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                process.destroyForcibly();
                throw new IllegalStateException("Giveback did not start:\n" + Files.readString(log));
            }
            Thread.sleep(100);
        }
    }

    /** A caller with the operator's key, about the customers of one program. */
    Caller caller(String program) throws IOException {
        return new Caller(ports.grpc(), operatorKey(), program, DEADLINE);
    }

    /** Calls with the operator's key, about people of one program. */
    Calls calls(String program) throws IOException {
        return new Calls(ports.grpc(), operatorKey(), program);
    }

    /** The secret of the key that may do everything. */
    public String operatorKey() throws IOException {
        return Files.readString(data.resolve("operator.key")).strip();
    }

    /** The port of gRPC. */
    public int grpcPort() {
        return ports.grpc();
    }

    /** The port of JSON and pages. */
    public int webPort() {
        return ports.web();
    }

    /** Whether it says that it is ready: what {@code /health/ready} answers at this moment. */
    boolean isReady() {
        return served("/health/ready").isPresent();
    }

    /** What it measures of itself, in the text format of Prometheus; empty when it does not tell. */
    Optional<String> metrics() {
        return served("/metrics");
    }

    private Optional<String> served(String path) {
        try {
            HttpURLConnection asked = (HttpURLConnection) URI.create("http://127.0.0.1:" + ports.http() + path)
                    .toURL()
                    .openConnection();
            asked.setConnectTimeout(HTTP_MILLIS);
            asked.setReadTimeout(HTTP_MILLIS);
            try (InputStream body = asked.getInputStream()) {
                return Optional.of(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException notServed) {
            return Optional.empty();
        }
    }

    /** All that it and its database have logged. */
    Logged logged() throws IOException {
        Path database = data.resolve("postgres.log");
        return new Logged(Files.readString(log), Files.readString(database, StandardCharsets.ISO_8859_1));
    }

    /**
     * What was logged.
     *
     * @param giveback by Giveback
     * @param database by its PostgreSQL
     */
    record Logged(String giveback, String database) {
        /** What was logged after what had been before. */
        Logged since(Logged before) {
            return new Logged(
                    giveback.substring(before.giveback.length()), database.substring(before.database.length()));
        }
    }

    /** Whether its JVM runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The process id of its JVM. */
    public long pid() {
        return process.pid();
    }

    /** What it has said last, and its database: what a report of something that nobody can see again has to go by. */
    List<String> lastWords() {
        List<String> words = new ArrayList<>();
        words.add((process.isAlive() ? "Giveback runs" : "Giveback has ended") + "; its last lines:");
        words.addAll(lastLines(log));
        words.add("PostgreSQL's processes:");
        words.addAll(database().states());
        words.add("PostgreSQL's last lines, but for those to callers who come too early:");
        words.addAll(lastLines(data.resolve("postgres.log")));
        return words;
    }

    private static List<String> lastLines(Path file) {
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !TOO_EARLY.matcher(line).find())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size());
        } catch (IOException unreadable) {
            return List.of("not readable: " + unreadable);
        }
    }

    /** Kills the JVM with SIGKILL; PostgreSQL outlives it. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Its PostgreSQL. */
    PostgresProcesses database() {
        return new PostgresProcesses(data.resolve("postgres"));
    }

    /**
     * How to enter its database.
     *
     * @param port of it
     */
    record Login(int port, String user, String password) {}

    /** How to enter its database, as Giveback's record in the data directory tells it. */
    Login login() throws IOException {
        JsonNode record =
                new ObjectMapper().readTree(data.resolve("giveback.json").toFile());
        return new Login(
                record.required("databasePort").asInt(),
                record.required("databaseUser").asText(),
                record.required("databasePassword").asText());
    }

    /** A connection to its database; the caller closes it. */
    public Connection connect() throws IOException, SQLException {
        Login login = login();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + login.port() + "/giveback", login.user(), login.password());
    }

    /** Stops it as Ctrl-C does, the database with it; whatever does not stop is killed. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            kill();
        }
        database().killAll();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
