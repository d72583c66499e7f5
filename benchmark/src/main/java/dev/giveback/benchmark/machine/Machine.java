package dev.giveback.benchmark.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The machine that measures and is measured.
 *
 * @param cores processors that this process may use
 * @param processor name of the processor
 * @param memoryBytes all memory; 0 when it is not told
 * @param kernel operating system and version
 * @param java the generator's JDK; the server has its own
 */
public record Machine(int cores, String processor, long memoryBytes, String kernel, String java) {
    /** Describes this machine. */
    public static Machine read() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                after(Path.of("/proc/cpuinfo"), "model name", System.getProperty("os.arch", "unknown")),
                readMemoryBytes(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    private static long readMemoryBytes() {
        String text = after(Path.of("/proc/meminfo"), "MemTotal", "0 kB");
        return Long.parseLong(text.substring(0, text.indexOf(' '))) * 1024;
    }

    /** What stands after the first colon of the first line that begins so. */
    private static String after(Path file, String begin, String otherwise) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(begin))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(otherwise);
        } catch (IOException absent) {
            return otherwise;
        }
    }

    /** The load average of the last minute; negative when it is not told. It holds our own load as well as the neighbours'. */
    public static double loadAverage() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
