package dev.giveback.torture.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processes of the PostgreSQL of one cluster, by what they do. They are told apart by the titles that PostgreSQL gives them, which
 * Linux shows below {@code /proc}.
 *
 * @param cluster the folder of the cluster
 */
record PostgresProcesses(Path cluster) {
    /** Where Linux shows processes. */
    static final Path PROC = Path.of("/proc");

    /** The first process, the parent of all others; empty when none runs. */
    Optional<ProcessHandle> postmaster() {
        try {
            String first = Files.readAllLines(cluster.resolve("postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(first.strip()));
        } catch (IOException | RuntimeException notRunning) {
            return Optional.empty();
        }
    }

    /** The file of PostgreSQL's own program, which runs. */
    Path program() throws IOException {
        long first = postmaster().orElseThrow().pid();
        return PROC.resolve("" + first).resolve("exe").toRealPath();
    }

    /** All of them, the postmaster first. */
    List<ProcessHandle> all() {
        return postmaster().stream()
                .flatMap(first -> Stream.concat(Stream.of(first), first.descendants()))
                .toList();
    }

    /** Those whose title says this: {@code walwriter}, or the user of a connection. */
    List<ProcessHandle> titled(String words) {
        return all().stream()
                .skip(1)
                .filter(process -> title(process).contains(words))
                .toList();
    }

    private static String title(ProcessHandle process) {
        try {
            return Files.readString(PROC.resolve("" + process.pid()).resolve("cmdline"), StandardCharsets.ISO_8859_1)
                    .replace('\0', ' ');
        } catch (IOException ended) {
            return "";
        }
    }

    /** What each does, in words: its title, whether it runs, sleeps or was stopped, and who traces it. */
    List<String> states() {
        return all().stream()
                .map(process -> process.pid() + " " + title(process).strip() + ": " + state(process.pid()))
                .toList();
    }

    private static String state(long pid) {
        try (Stream<String> lines = Files.lines(PROC.resolve("" + pid).resolve("status"))) {
            return lines.filter(line -> line.startsWith("State:") || line.startsWith("TracerPid:"))
                    .map(line -> line.replaceAll("\\s+", " "))
                    .collect(Collectors.joining(", "));
        } catch (IOException | UncheckedIOException ended) {
            return "ended";
        }
    }

    /** Kills one of those with this title with SIGKILL. */
    void killOne(String words, Random random) throws InterruptedException {
        long end = System.nanoTime() + Caller.PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            List<ProcessHandle> some = titled(words);
            if (!some.isEmpty() && some.get(random.nextInt(some.size())).destroyForcibly()) {
                return;
            }
            // It is just being started again.
            Thread.sleep(20);
        }
        throw new IllegalStateException("PostgreSQL has no process '" + words + "'");
    }

    /** Kills all of them with SIGKILL. */
    void killAll() {
        all().forEach(ProcessHandle::destroyForcibly);
    }
}
