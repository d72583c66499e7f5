package dev.giveback.benchmark.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Reads the processor time of the processes that take part. On a machine without {@code /proc}, and for a process that is not
 * known, it tells nothing rather than zero.
 *
 * @param server id of the server's JVM, if known
 * @param postgres id of PostgreSQL's postmaster, if known; its time is that of all processes that it started
 */
public record CpuProbe(OptionalLong server, OptionalLong postgres) implements Supplier<CpuTimes> {
    private static final Path PROC = Path.of("/proc");

    @Override
    public CpuTimes get() {
        Map<String, Double> seconds = new TreeMap<>();
        for (ProcessStat self : read(ProcessHandle.current().pid())) {
            seconds.put("generator", self.ownSeconds());
            // The only children that work while something is measured are pgbench and h2load.
            seconds.put("pgbench", self.reapedSeconds());
        }
        server.ifPresent(pid -> read(pid).forEach(stat -> seconds.put("server", stat.ownSeconds())));
        postgres.ifPresent(pid -> {
            List<ProcessStat> all = readAll();
            if (all.stream().anyMatch(stat -> stat.pid() == pid)) {
                seconds.put("postgres", familySeconds(pid, all));
            }
        });
        return new CpuTimes(seconds);
    }

    /** Time of a process and of its children, those that have ended included: theirs moves to the parent, so none is lost. */
    static double familySeconds(long parent, List<ProcessStat> all) {
        double seconds = 0;
        for (ProcessStat stat : all) {
            if (stat.pid() == parent || stat.parent() == parent) {
                seconds += stat.ownSeconds() + stat.reapedSeconds();
            }
        }
        return seconds;
    }

    private static List<ProcessStat> readAll() {
        List<ProcessStat> all = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            folders.forEach(folder ->
                    all.addAll(read(Long.parseLong(folder.getFileName().toString()))));
        } catch (IOException problem) {
            return List.of();
        }
        return all;
    }

    /** The process, or nothing if it has ended or cannot be read. */
    private static List<ProcessStat> read(long pid) {
        try {
            return List.of(ProcessStat.parse(
                    Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"))));
        } catch (IOException gone) {
            return List.of();
        }
    }
}
