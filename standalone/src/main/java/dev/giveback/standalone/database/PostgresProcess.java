package dev.giveback.standalone.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The server process of a cluster, as {@code postmaster.pid} in the cluster tells it. */
final class PostgresProcess {
    private static final String FILE = "postmaster.pid";

    private PostgresProcess() {}

    /** The process id of the server that runs on this cluster, if one does. */
    static OptionalLong running(Path cluster) throws IOException {
        OptionalLong recorded = recorded(cluster);
        return recorded.isPresent() && isServer(recorded.getAsLong(), cluster) ? recorded : OptionalLong.empty();
    }

    /**
     * Removes the file of a server that is gone; PostgreSQL itself would refuse to start if another process had its number by now.
     * Children that outlive their server are found by PostgreSQL through their shared memory, not through this file.
     *
     * @return whether there was one
     */
    static boolean removeStale(Path cluster) throws IOException {
        return running(cluster).isEmpty() && Files.deleteIfExists(cluster.resolve(FILE));
    }

    /** Whether the server process is there and not only the record of its death that nobody has collected. */
    static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false) && !isZombie(pid);
    }

    private static OptionalLong recorded(Path cluster) throws IOException {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve(FILE), StandardCharsets.UTF_8);
            return lines.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(lines.getFirst().strip()));
        } catch (NoSuchFileException | NumberFormatException neverFinished) {
            return OptionalLong.empty();
        }
    }

    private static boolean isServer(long pid, Path cluster) {
        if (!isAlive(pid)) {
            return false;
        }
        Optional<ProcessHandle.Info> info = ProcessHandle.of(pid).map(ProcessHandle::info);
        String command = info.flatMap(ProcessHandle.Info::command).orElse("");
        Optional<String[]> arguments = info.flatMap(ProcessHandle.Info::arguments);
        return command.endsWith("/postgres")
                && (arguments.isEmpty() || List.of(arguments.get()).contains(cluster.toString()));
    }

    private static boolean isZombie(long pid) {
        try {
            String status = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return status.startsWith("Z", status.lastIndexOf(')') + 2);
        } catch (IOException notLinuxOrGone) {
            return false;
        }
    }
}
