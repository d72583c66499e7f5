package dev.giveback.torture.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL that comes up on a restored folder, beside the one that goes on. */
final class RestoredServer implements AutoCloseable {
    private final Process process;
    private final Path log;
    private final int port;

    private RestoredServer(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.port = port;
    }

    /**
     * Starts one.
     *
     * @param program of PostgreSQL, the same that the data are of
     */
    static RestoredServer start(Path program, Path data, int port) throws IOException {
        Path log = data.resolveSibling(data.getFileName() + ".log");
        List<String> command = new ArrayList<>();
        if ("root".equals(Files.getOwner(data).getName())) {
            // PostgreSQL does not run as root; in a namespace of its own it is nobody, and the owner of its folder all
            // the same.
            command.addAll(List.of("unshare", "--user"));
        }
        command.addAll(List.of(program.toString(), "-D", data.toString(), "-p", "" + port));
        command.addAll(
                List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new RestoredServer(process, log, port);
    }

    /** Waits until it has come up to the moment that was asked for; empty when it gave up. */
    Optional<Administration> recovered(GivebackProcess.Login login) throws Exception {
        long end = System.nanoTime() + Caller.PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            if (!process.isAlive()) {
                return Optional.empty();
            }
            try {
                Administration database = new Administration(DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/giveback", login.user(), login.password()));
                if ("f".equals(database.text("SELECT pg_is_in_recovery()"))) {
                    return Optional.of(database);
                }
                database.close();
            } catch (SQLException notYet) {
                // It takes connections once it is consistent.
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException("not recovered within " + Caller.PATIENCE + ": " + lastWords());
    }

    /** What it logged at last. */
    String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (process.waitFor(20, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
