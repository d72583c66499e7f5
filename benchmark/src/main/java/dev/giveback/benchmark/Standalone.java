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

/** A Giveback of our own for the length of a run, on a data directory that is deleted afterwards. */
final class Standalone implements AutoCloseable {
    private static final Duration READY_PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofMinutes(1);

    private final Path directory;
    private final Process process;
    private final Thread hook = new Thread(this::stopAndDelete, "stop-standalone");

    private Standalone(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /**
     * Starts {@code giveback up} and waits until it is ready. Throws IOException with its output if it does not come up.
     *
     * @param giveback the script, which builds first if it has to
     */
    static Standalone start(Path giveback) throws IOException, InterruptedException {
        build(giveback);
        Path directory = Files.createTempDirectory("giveback-benchmark");
        String grpcPort = Integer.toString(freePort());
        String httpPort = Integer.toString(freePort());
        Path log = directory.resolve("standalone.log");
        String data = directory.resolve("data").toString();
        Process process = command(giveback, "up", "--grpc-port", grpcPort, "--http-port", httpPort, "--data-dir", data)
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

    private boolean becomesReady(Path giveback, String grpcPort) throws IOException, InterruptedException {
        String patience = Long.toString(READY_PATIENCE.toSeconds());
        Process check = command(giveback, "up", "--check", "--wait", patience, "--grpc-port", grpcPort)
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

    private void stopAndDelete() {
        // Known before the JVM ends, because it may delete what it has written.
        Optional<StandaloneRecord> known = readRecord();
        known.flatMap(written -> ProcessHandle.of(written.pid())).ifPresent(Standalone::end);
        end(process.toHandle());
        // A JVM that had to be killed leaves its database behind.
        known.flatMap(written -> ProcessHandle.of(written.postgresPid())).ifPresent(Standalone::end);
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
