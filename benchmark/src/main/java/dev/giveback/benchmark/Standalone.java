package dev.giveback.benchmark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A Giveback of our own for the length of a run, on a data directory that is deleted afterwards. */
final class Standalone implements AutoCloseable {
    private static final Duration READY_PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

    private final Path giveback;
    private final Path directory;
    private final String grpcPort;
    private final String httpPort;
    private final String webPort;
    private final Thread hook = new Thread(this::stopAndDelete, "stop-standalone");
    private volatile @Nullable Process process;

    private Standalone(Path giveback) throws IOException {
        this.giveback = giveback;
        this.directory = Files.createTempDirectory("giveback-benchmark");
        this.grpcPort = Integer.toString(freePort());
        this.httpPort = Integer.toString(freePort());
        this.webPort = Integer.toString(freePort());
    }

    /**
     * Starts {@code giveback up} and waits until it is ready. Throws IOException with its output if it does not come up.
     *
     * @param giveback the script, which builds first if it has to
     */
    static Standalone start(Path giveback) throws IOException, InterruptedException {
        build(giveback);
        Standalone standalone = new Standalone(giveback);
        Runtime.getRuntime().addShutdownHook(standalone.hook);
        standalone.up();
        return standalone;
    }

    /** Stops it and starts it again on the same data and ports, so that nothing of it is in memory any more. */
    void restart() throws IOException, InterruptedException {
        stop();
        up();
    }

    /** What it has printed so far. */
    Path log() {
        return directory.resolve("standalone.log");
    }

    private void up() throws IOException, InterruptedException {
        String data = directory.resolve("data").toString();
        Process started = command(
                        giveback,
                        "up",
                        "--grpc-port",
                        grpcPort,
                        "--http-port",
                        httpPort,
                        "--web-port",
                        webPort,
                        "--data-dir",
                        data)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        process = started;
        if (!becomesReady(started)) {
            String text = Files.readString(log());
            close();
            throw new IOException("giveback up did not become ready: " + text);
        }
    }

    StandaloneRecord record() throws IOException {
        return StandaloneRecord.read(directory.resolve("data"));
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

    private boolean becomesReady(Process started) throws IOException, InterruptedException {
        String patience = Long.toString(READY_PATIENCE.toSeconds());
        Process check = command(giveback, "up", "--check", "--wait", patience, "--grpc-port", grpcPort)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!check.waitFor(200, TimeUnit.MILLISECONDS)) {
            if (!started.isAlive()) {
                check.destroy();
                return false;
            }
        }
        return check.exitValue() == 0;
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
        return new ProcessBuilder(words).redirectErrorStream(true);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
