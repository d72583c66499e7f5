package dev.giveback.benchmark;

import com.google.protobuf.MessageLite;
import dev.giveback.benchmark.machine.CpuProbe;
import dev.giveback.benchmark.machine.CpuTimes;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/**
 * nghttp2's load generator, which knows nothing of us: it sends the same bytes again and again. It looks at HTTP's status alone and not at
 * gRPC's, so what it counts is held against the server's own counter of calls that ended well.
 *
 * @param program where h2load is
 */
record H2Load(Path program, Place place, CpuProbe cpu) {
    /** Connections, and calls in flight on each. */
    static final int CONNECTIONS = 4;

    static final int STREAMS = 25;
    private static final int FRAME_HEAD = 5;
    private static final long HIGHEST_NANOS = 120_000_000_000L;
    private static final Pattern PATH_SEPARATOR = Pattern.compile(Pattern.quote(File.pathSeparator));
    private static final Pattern TAB = Pattern.compile("\t");
    private static final Pattern REQUESTS = Pattern.compile(
            "requests: (\\d+) total, \\d+ started, (\\d+) done, (\\d+) succeeded, (\\d+) failed, (\\d+) errored, (\\d+) timeout");

    /**
     * What one run showed.
     *
     * @param succeeded by HTTP's status
     * @param latency nanoseconds of each
     */
    record Run(long succeeded, long failed, double seconds, Histogram latency, CpuTimes cpu) {}

    /** Looks for h2load on the path of the environment. */
    static Optional<Path> find() {
        return PATH_SEPARATOR
                .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
                .map(folder -> Path.of(folder, "h2load"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Sends one message for some seconds.
     *
     * @param method the full name, as in {@code package.Service/Method}
     */
    Run run(String method, MessageLite message, int seconds) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("giveback-h2load");
        Path data = folder.resolve("message");
        Path log = folder.resolve("log");
        try {
            Files.write(data, frame(message.toByteArray()));
            CpuTimes before = cpu.get();
            String text = output(command(method, data, log, seconds));
            CpuTimes used = cpu.get().minus(before);
            return parse(text, latency(log), seconds, used);
        } finally {
            Files.deleteIfExists(data);
            Files.deleteIfExists(log);
            Files.delete(folder);
        }
    }

    private List<String> command(String method, Path data, Path log, int seconds) {
        List<String> words = new ArrayList<>(List.of(program.toString(), "--duration=" + seconds));
        words.addAll(List.of("--clients=" + CONNECTIONS, "--max-concurrent-streams=" + STREAMS, "--threads=1"));
        words.addAll(List.of("--header=content-type: application/grpc", "--header=te: trailers"));
        words.addAll(List.of("--header=authorization: Bearer " + place.key()));
        words.addAll(List.of("--data=" + data, "--log-file=" + log));
        words.add("http://" + place.host() + ":" + place.port() + "/" + method);
        return words;
    }

    /** A message as gRPC puts it into the body: not compressed, its length, its bytes. */
    static byte[] frame(byte[] message) {
        return ByteBuffer.allocate(FRAME_HEAD + message.length)
                .put((byte) 0)
                .putInt(message.length)
                .put(message)
                .array();
    }

    /** Reads what h2load prints at its end. Throws IllegalArgumentException if the line with the requests is not there. */
    static Run parse(String text, Histogram latency, double seconds, CpuTimes cpu) {
        Matcher requests = REQUESTS.matcher(text);
        if (!requests.find()) {
            throw new IllegalArgumentException("h2load printed no line with its requests: " + text);
        }
        long failed = Stream.of(4, 5, 6)
                .mapToLong(group -> Long.parseLong(requests.group(group)))
                .sum();
        return new Run(Long.parseLong(requests.group(3)), failed, seconds, latency, cpu);
    }

    /** One line a call: when it began, its HTTP status, and the microseconds that it took. */
    private static Histogram latency(Path log) throws IOException {
        Histogram latency = new Histogram(1, HIGHEST_NANOS, 3);
        try (Stream<String> lines = Files.lines(log)) {
            lines.map(line -> TAB.split(line, -1))
                    .filter(fields -> fields[1].equals("200"))
                    .forEach(fields -> latency.recordValue(Math.max(1, Long.parseLong(fields[2]) * 1000)));
        }
        return latency;
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("h2load failed: " + text);
            }
            return text;
        } finally {
            process.destroy();
        }
    }
}
