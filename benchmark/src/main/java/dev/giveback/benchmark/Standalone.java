package dev.giveback.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Giveback of our own for the length of a run, on a data directory that is deleted afterwards. */
final class Standalone implements AutoCloseable {
    private static final Duration READY_PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

    private final Path directory;
    private final Process process;
    private final Thread hook = new Thread(this::stop, "stop-standalone");

    private Standalone(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * Starts {@code giveback up} and waits until it is ready. Throws IOException with the place of its output if it does not
     * come up.
     *
     * @param giveback the script
     */
    static Standalone start(Path giveback) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("giveback-benchmark");
        int grpcPort = freePort();
        Path log = directory.resolve("standalone.log");
        Process process = new ProcessBuilder(
                        giveback.toString(),
                        "up",
                        "--grpc-port",
                        Integer.toString(grpcPort),
                        "--http-port",
                        Integer.toString(freePort()),
                        "--data-dir",
                        directory.resolve("data").toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Standalone standalone = new Standalone(directory, process);
        Runtime.getRuntime().addShutdownHook(standalone.hook);
        if (!standalone.becomesReady(giveback, grpcPort)) {
            String text = Files.readString(log);
            standalone.close();
            throw new IOException("giveback up did not become ready: " + text);
        }
        return standalone;
    }

    StandaloneRecord record() throws IOException {
        return StandaloneRecord.read(directory.resolve("data"));
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(hook);
        stop();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private boolean becomesReady(Path giveback, int grpcPort) throws IOException, InterruptedException {
        Process check = new ProcessBuilder(
                        giveback.toString(),
                        "up",
                        "--check",
                        "--wait",
                        Long.toString(READY_PATIENCE.toSeconds()),
                        "--grpc-port",
                        Integer.toString(grpcPort))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!check.waitFor(200, TimeUnit.MILLISECONDS)) {
            if (!process.isAlive()) {
                check.destroy();
                return false;
            }
        }
        return check.exitValue() == 0;
    }

    /** Stops the JVM by the id that it wrote itself, because the script that we started may be its parent only. */
    private void stop() {
        List<ProcessHandle> handles =
                Stream.concat(jvm().stream(), Stream.of(process.toHandle())).toList();
        handles.forEach(ProcessHandle::destroy);
        for (ProcessHandle handle : handles) {
            try {
                handle.onExit().get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception late) {
                handle.destroyForcibly();
            }
        }
    }

    private Optional<ProcessHandle> jvm() {
        try {
            return ProcessHandle.of(record().pid());
        } catch (IOException | UncheckedIOException notWritten) {
            return Optional.empty();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
