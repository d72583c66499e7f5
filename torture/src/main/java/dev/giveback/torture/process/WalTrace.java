package dev.giveback.torture.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static final int DETACHING_SECONDS = 60;
    private static final int MOST_BYTES_SHOWN = 2 << 20;
    private static final Pattern LINE = Pattern.compile("(\\d+) +(\\d+\\.\\d+) (.*)");
    private static final Pattern FILE = Pattern.compile("\\(\\d+<([^>]*/pg_wal/[0-9A-F]{24})>");
    private static final Pattern TOOK = Pattern.compile("= 0 <(\\d+\\.\\d+)>");
    private static final String UNFINISHED = "<unfinished ...>";
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>");

    private final List<Write> writes = new ArrayList<>();
    private final List<Flush> flushes = new ArrayList<>();

    /** Bytes that were handed to the system by {@code end}. */
    private record Write(String file, String bytes, double end) {}

    /** A flush of a file that succeeded. */
    private record Flush(String file, double begin, double end) {}

    /** A system call that has begun. */
    record Begun(double time, String text) {}

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
            Path file = Files.createTempFile(folder, "wal", ".strace");
            Path said = Files.createTempFile(folder, "strace", ".log");
            List<String> command = new ArrayList<>(List.of(STRACE, "-f", "-y", "-ttt", "-T"));
            command.addAll(List.of("-s", "" + MOST_BYTES_SHOWN, "-e", "signal=none"));
            command.addAll(List.of("-e", "trace=pwrite64,pwritev,write,fdatasync,fsync", "-o", file.toString()));
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
        } else {
            writes.add(new Write(file.group(1), text, end));
        }
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
                .map(write -> flushes.stream()
                        .filter(flush -> flush.file().equals(write.file()) && flush.begin() >= write.end())
                        .mapToDouble(Flush::end)
                        .min())
                .orElse(OptionalDouble.empty());
    }
}
