package dev.giveback.benchmark.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The memory of a process as Linux counts it. */
public final class ProcessMemory {
    private static final long KIBIBYTE = 1024;

    private ProcessMemory() {}

    /** What is resident of it. Throws IOException on a machine without {@code /proc}, or when the process has ended. */
    public static long residentBytes(long pid) throws IOException {
        Path file = Path.of("/proc", Long.toString(pid), "status");
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .map(line -> line.replaceAll("[^0-9]", ""))
                            .mapToLong(Long::parseLong)
                            .findFirst()
                            .orElseThrow(() -> new IOException(file + " has no line VmRSS"))
                    * KIBIBYTE;
        }
    }
}
