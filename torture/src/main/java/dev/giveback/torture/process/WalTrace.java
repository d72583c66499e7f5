package dev.giveback.torture.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What all processes of a PostgreSQL wrote into its write-ahead log, and when they had it flushed, as strace saw it. The times are those
 * of the machine's clock, in seconds.
 */
final class WalTrace {
    /** The program. */
    static final String STRACE = "strace";

    /** What is said of an answer whose words were not flushed; when they were follows. */
    static final String ANSWERED_TOO_EARLY = " was answered, and flushed ";

    private static final int DETACHING_SECONDS = 60;
    private static final int MOST_BYTES_SHOWN = 2 << 20;
    private static final Pattern LINE = Pattern.compile("(\\d+) +(\\d+\\.\\d+) (.*)");
    private static final Pattern FILE = Pattern.compile("\\(\\d+<([^>]*/pg_wal/[0-9A-F]{24})>");
    private static final Pattern TOOK = Pattern.compile("= 0 <(\\d+\\.\\d+)>");
    private static final Pattern FAILED =
            Pattern.compile("= -1 E[A-Z]+ \\([^()]*\\)(?: \\(INJECTED\\))?(?: <[0-9.]+>)?$");
    private static final Pattern ENDED = Pattern.compile("\\+\\+\\+ (?:exited|killed) .*");
    private static final String UNFINISHED = "<unfinished ...>";
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>");

    private final List<Write> writes = new ArrayList<>();
    private final List<Flush> flushes = new ArrayList<>();
    private final Map<String, Double> ends = new HashMap<>();

    /** Bytes that were handed to the system by {@code end}. */
    private record Write(String file, String bytes, double end) {}

    /** A flush of a file that succeeded. */
    private record Flush(String file, double begin, double end) {}

    /** A system call that has begun. */
    record Begun(double time, String text) {}

    /** Why nothing can be traced on this machine, in words; empty when it can. */
    static Optional<String> absent() {
        try {
            Process strace = new ProcessBuilder(STRACE, "-o", "/dev/null", "-e", "trace=none", "true")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return strace.waitFor() == 0
                    ? Optional.empty()
                    : Optional.of("strace may not attach to processes here (ptrace is forbidden)");
        } catch (IOException notThere) {
            return Optional.of("strace (Debian: apt install strace)");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.of("an answer of strace");
        }
    }

    /** A strace that is attached. */
    static final class Attached implements AutoCloseable {
        private final Process strace;
        private final Path file;

        private Attached(Process strace, Path file) {
            this.strace = strace;
            this.file = file;
        }

        /** Attaches to all processes, and to those that they start later; returns when it is attached to each. */
        static Attached to(PostgresProcesses database, Path folder) throws IOException, InterruptedException {
            return to(database, folder, List.of());
        }

        /** The same with more options of strace. */
        static Attached to(PostgresProcesses database, Path folder, List<String> options)
                throws IOException, InterruptedException {
            Path file = Files.createTempFile(folder, "wal", ".strace");
            Path said = Files.createTempFile(folder, "strace", ".log");
            List<String> command = new ArrayList<>(List.of(STRACE, "-f", "-y", "-ttt", "-T"));
            command.addAll(List.of("-s", "" + MOST_BYTES_SHOWN, "-e", "signal=none"));
            command.addAll(
                    List.of("-e", "trace=pwrite64,pwritev,pwritev2,write,fdatasync,fsync", "-o", file.toString()));
            command.addAll(options);
            List<ProcessHandle> processes = database.all();
            processes.forEach(process -> command.addAll(List.of("-p", "" + process.pid())));
            Process strace = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            Attached attached = new Attached(strace, file);
            long end = System.nanoTime() + Caller.PATIENCE.toNanos();
            while (Files.readString(said)
                            .lines()
                            .filter(line -> line.contains(" attached"))
                            .count()
                    < processes.size()) {
                if (!strace.isAlive() || System.nanoTime() > end) {
                    attached.close();
                    throw new IllegalStateException("strace did not attach: " + Files.readString(said));
                }
                Thread.sleep(50);
            }
            return attached;
        }

        /** Whether a system call was made to fail already. */
        boolean hasInjected() throws IOException {
            try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                return lines.anyMatch(line -> line.contains("(INJECTED)"));
            }
        }

        /** Detaches, and reads what was seen. */
        WalTrace read() throws IOException {
            close();
            WalTrace trace = new WalTrace();
            Map<String, Begun> begun = new HashMap<>();
            try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                lines.forEach(line -> trace.take(line, begun));
            }
            return trace;
        }

        @Override
        public void close() {
            strace.destroy();
            strace.onExit().orTimeout(DETACHING_SECONDS, TimeUnit.SECONDS).join();
        }
    }

    /** One line of what was seen; a call that was going on when another one was told comes in two. */
    void take(String line, Map<String, Begun> begun) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return;
        }
        String process = matcher.group(1);
        double time = Double.parseDouble(matcher.group(2));
        String text = matcher.group(3);
        if (ENDED.matcher(text).matches()) {
            ends.put(process, time);
            return;
        }
        if (text.endsWith(UNFINISHED)) {
            begun.put(process, new Begun(time, text.substring(0, text.length() - UNFINISHED.length())));
            return;
        }
        Matcher resumed = RESUMED.matcher(text);
        Begun before = begun.remove(process);
        if (resumed.lookingAt() && before != null) {
            take(before.time(), time, before.text() + text.substring(resumed.end()));
        } else {
            Matcher took = TOOK.matcher(text);
            take(time, took.find() ? time + Double.parseDouble(took.group(1)) : time, text);
        }
    }

    private void take(double begin, double end, String text) {
        Matcher file = FILE.matcher(text);
        if (!file.find()) {
            return;
        }
        if (text.startsWith("fdatasync") || text.startsWith("fsync")) {
            if (text.contains("= 0")) {
                flushes.add(new Flush(file.group(1), begin, end));
            }
        } else if (!FAILED.matcher(text).find()) {
            writes.add(new Write(file.group(1), text, end));
        }
    }

    /** When this process was seen to end; empty when it did not while it was watched. */
    OptionalDouble ended(long process) {
        Double time = ends.get(Long.toString(process));
        return time == null ? OptionalDouble.empty() : OptionalDouble.of(time);
    }

    /**
     * When each of the words was safe, in one pass over all that was written.
     *
     * @param words whose first group tells them apart
     * @return for each that was seen, the end of the first flush after it was written; infinite when there was none
     */
    Map<String, Double> safe(Pattern words) {
        Map<String, Double> safe = new HashMap<>();
        for (Write write : writes) {
            Matcher seen = words.matcher(write.bytes());
            OptionalDouble flushed = OptionalDouble.empty();
            while (seen.find()) {
                if (!safe.containsKey(seen.group(1))) {
                    flushed = flushed.isPresent() ? flushed : flushed(write);
                    safe.put(seen.group(1), flushed.orElse(Double.POSITIVE_INFINITY));
                }
            }
        }
        return safe;
    }

    private OptionalDouble flushed(Write write) {
        return flushes.stream()
                .filter(flush -> flush.file().equals(write.file()) && flush.begin() >= write.end())
                .mapToDouble(Flush::end)
                .min();
    }

    /** A time as those of a trace are. */
    static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    /** How many flushes there were. */
    int flushes() {
        return flushes.size();
    }

    /** Whether these words were seen on their way into the log at all. */
    boolean isSeen(String words) {
        return writes.stream().anyMatch(write -> write.bytes().contains(words));
    }

    /** When the words were safe: the end of the first flush that began after they had been written; empty when they never were. */
    OptionalDouble safe(String words) {
        return writes.stream()
                .filter(write -> write.bytes().contains(words))
                .findFirst()
                .map(this::flushed)
                .orElse(OptionalDouble.empty());
    }
}
