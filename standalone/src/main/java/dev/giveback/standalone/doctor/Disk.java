package dev.giveback.standalone.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Checks of the disk that the data is on. */
public final class Disk {
    private static final long FAIL_BELOW = 1L << 30;
    private static final long WARN_BELOW = 10L << 30;
    private static final int WRITES = 50;
    private static final int PAGE = 8_192;
    private static final double SLOW_MILLIS = 20;

    private Disk() {}

    /** Room and speed. */
    public static List<Finding> of(Path folder) {
        try {
            return List.of(space(Files.getFileStore(folder).getUsableSpace()), sync(medianMillis(folder)));
        } catch (IOException unwritable) {
            return List.of(Finding.fail(
                    "disk", folder + ": " + unwritable.getMessage(), "make the data directory writable for this user"));
        }
    }

    static Finding space(long bytes) {
        String found = String.format(Locale.ROOT, "%.1f GiB free", bytes / (double) (1L << 30));
        if (bytes < FAIL_BELOW) {
            return Finding.fail("disk space", found, "free some: below 1 GiB PostgreSQL may stop");
        }
        return bytes < WARN_BELOW
                ? Finding.warn("disk space", found, "plan for more")
                : Finding.ok("disk space", found);
    }

    static Finding sync(double millis) {
        String found = String.format(Locale.ROOT, "%.2f ms until 8 KiB are on the disk, median of %d", millis, WRITES);
        return millis > SLOW_MILLIS
                ? Finding.warn("disk sync", found, "each change waits for it: use a faster disk")
                : Finding.ok("disk sync", found);
    }

    /** Writes a page and waits for the disk, as the database's log does. */
    private static double medianMillis(Path folder) throws IOException {
        Path file = Files.createTempFile(folder, "doctor", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long[] nanos = new long[WRITES];
            for (int i = 0; i < WRITES; i++) {
                ByteBuffer page = ByteBuffer.allocate(PAGE);
                long start = System.nanoTime();
                channel.write(page, (long) i * PAGE);
                channel.force(false);
                nanos[i] = System.nanoTime() - start;
            }
            Arrays.sort(nanos);
            return nanos[WRITES / 2] / 1e6;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
