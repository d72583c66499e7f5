package dev.giveback.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Giveback of our own for the length of a run, on a data directory that is deleted afterwards. */
final class Standalone implements AutoCloseable {
    private static final Duration READY_PATIENCE = Duration.ofMinutes(15);
    private static final String READY = "Giveback is ready";
    private static final long LOOK_MILLIS = 20;
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

    /** The gateway counts as ever, but refuses nobody for sending more than a shop would. */
    static final List<String> NO_LIMITS = List.of(
            "-Dgiveback.gateway.guard.key-requests-per-second=1000000",
            "-Dgiveback.gateway.guard.customer-requests-per-second=1000000",
            "-Dgiveback.gateway.guard.concurrency.least=10000");

    private final Path giveback;
    private final Map<String, String> environment;
    private final Path directory;
    private final String grpcPort;
    private final String httpPort;
    private final String webPort;
    private final String loyaltyPort;
    private final Thread hook = new Thread(this::stopAndDelete, "stop-standalone");
    private volatile @Nullable Process process;
    private volatile double firstStartSeconds;

    private Standalone(Path giveback, Map<String, String> environment) throws IOException {
        this.giveback = giveback;
        this.environment = environment;
        this.directory = Files.createTempDirectory("giveback-benchmark");
        this.grpcPort = Integer.toString(freePort());
        this.httpPort = Integer.toString(freePort());
        this.webPort = Integer.toString(freePort());
        this.loyaltyPort = Integer.toString(freePort());
    }

    /**
     * Starts {@code giveback up} and waits until it is ready. Throws IOException with its output if it does not come up.
     *
     * @param giveback the script, which builds first if it has to
     */
    static Standalone start(Path giveback) throws IOException, InterruptedException {
        return start(giveback, Map.of());
    }

    /** The same with more in its environment. */
    static Standalone start(Path giveback, Map<String, String> environment) throws IOException, InterruptedException {
        build(giveback);
        Standalone standalone = new Standalone(giveback, environment);
        Runtime.getRuntime().addShutdownHook(standalone.hook);
        standalone.firstStartSeconds = standalone.up();
        return standalone;
    }

    /**
     * Stops it and starts it again on the same data and ports, so that nothing of it is in memory any more, and gives the seconds from its
     * start until it says that it is ready.
     */
    double restart() throws IOException, InterruptedException {
        stop();
        return up();
    }

    /** Stops it and gives the seconds that it took. */
    double stopSeconds() {
        long begin = System.nanoTime();
        stop();
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Seconds of the first start, on an empty folder: the database is made meanwhile. */
    double firstStartSeconds() {
        return firstStartSeconds;
    }

    /** What it has printed so far. */
    Path log() {
        return directory.resolve("standalone.log");
    }

    /** Starts it on what is there, and gives the seconds until it is ready. */
    double up() throws IOException, InterruptedException {
        String data = directory.resolve("data").toString();
        long before = Files.exists(log()) ? Files.size(log()) : 0;
        long begin = System.nanoTime();
        ProcessBuilder command = command(
                        giveback,
                        "up",
                        "--grpc-port",
                        grpcPort,
                        "--http-port",
                        httpPort,
                        "--web-port",
                        webPort,
                        "--loyalty-port",
                        loyaltyPort,
                        "--data-dir",
                        data)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        command.environment().putAll(environment);
        Process started = command.start();
        process = started;
        if (!becomesReady(started, before)) {
            String text = Files.readString(log());
            close();
            throw new IOException("giveback up did not become ready: " + text);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    StandaloneRecord record() throws IOException {
        return StandaloneRecord.read(directory.resolve("data"));
    }

    /** The operator's key, which it made at its first start. */
    String key() throws IOException {
        return StandaloneRecord.key(directory.resolve("data"));
    }

    Place place() throws IOException {
        return Place.of(record(), key());
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        stopAndDelete();
    }

    /** Lets the script build before two of it run at once, which would both build into the same folder. */
    private static void build(Path giveback) throws IOException, InterruptedException {
        Process help = command(giveback, "--help")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectErrorStream(false)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (help.waitFor() != 0) {
            throw new IOException(giveback + " --help failed");
        }
    }

    /** It says so itself: asking it by another command would take the processors from its start. */
    private boolean becomesReady(Process started, long before) throws IOException, InterruptedException {
        long end = System.nanoTime() + READY_PATIENCE.toNanos();
        while (System.nanoTime() - end < 0) {
            byte[] text = Files.readAllBytes(log());
            int from = (int) Math.min(before, text.length);
            if (new String(text, from, text.length - from, StandardCharsets.UTF_8).contains(READY)) {
                return true;
            }
            if (!started.isAlive()) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return false;
    }

    private void stop() {
        // Known before the JVM ends, because it may delete what it has written.
        Optional<StandaloneRecord> known = readRecord();
        known.flatMap(written -> ProcessHandle.of(written.pid())).ifPresent(Standalone::end);
        Process started = process;
        if (started != null) {
            end(started.toHandle());
        }
        // A JVM that had to be killed leaves its database behind.
        known.flatMap(written -> ProcessHandle.of(written.postgresPid())).ifPresent(Standalone::end);
    }

    private void stopAndDelete() {
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException problem) {
            System.err.println("could not delete " + directory + ": " + problem.getMessage());
        }
    }

    private Optional<StandaloneRecord> readRecord() {
        try {
            return Optional.of(record());
        } catch (IOException notWritten) {
            return Optional.empty();
        }
    }

    /** Asks a process to end, waits, and kills it if it does not. */
    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            ProcessHandle unused = process.onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            process.destroyForcibly();
        }
    }

    private static ProcessBuilder command(Path giveback, String... arguments) {
        List<String> words = new ArrayList<>(List.of(giveback.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder command = new ProcessBuilder(words).redirectErrorStream(true);
        command.environment()
                .merge("GIVEBACK_JAVA_OPTS", String.join(" ", NO_LIMITS), (given, ours) -> ours + " " + given);
        return command;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
