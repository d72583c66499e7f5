package dev.giveback.benchmark.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How busy the machine is while the benchmark itself rests: what others take from the measurement. */
public final class Neighbours {
    private static final Path STAT = Path.of("/proc/stat");
    private static final Pattern SPACES = Pattern.compile(" +");

    private Neighbours() {}

    /** Waits and tells how many processors were busy meanwhile, stolen time included; empty when it cannot be read. */
    public static OptionalDouble busyCores(Duration rest) throws InterruptedException {
        try {
            Ticks before = Ticks.parse(firstLine());
            Thread.sleep(rest);
            return OptionalDouble.of(Ticks.parse(firstLine()).busyCoresSince(before));
        } catch (IOException absent) {
            return OptionalDouble.empty();
        }
    }

    private static String firstLine() throws IOException {
        try (Stream<String> lines = Files.lines(STAT)) {
            return lines.findFirst().orElseThrow(() -> new IOException(STAT + " is empty"));
        }
    }

    /** Ticks of all processors together since the machine started. */
    record Ticks(long busy, long all) {
        /** Reads {@code cpu user nice system idle iowait irq softirq steal …}; guests are counted in user already. */
        static Ticks parse(String line) {
            String[] fields = SPACES.split(line.strip(), -1);
            long all = 0;
            for (int field = 1; field <= 8; field++) {
                all += Long.parseLong(fields[field]);
            }
            long idle = Long.parseLong(fields[4]) + Long.parseLong(fields[5]);
            return new Ticks(all - idle, all);
        }

        double busyCoresSince(Ticks before) {
            long passed = all - before.all;
            int cores = Runtime.getRuntime().availableProcessors();
            return passed == 0 ? 0 : (double) (busy - before.busy) / passed * cores;
        }
    }
}
