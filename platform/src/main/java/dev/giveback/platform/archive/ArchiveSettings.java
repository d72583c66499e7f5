package dev.giveback.platform.archive;

import dev.giveback.platform.config.Settings;
import java.time.Duration;

/**
 * How files of exported events are written and read.
 *
 * @param blockRows the most rows of a block, which an import writes as one transaction
 * @param stallLimit the longest that whoever sends a file may send nothing
 */
public record ArchiveSettings(int blockRows, Duration stallLimit) {
    /** Reads a service's {@code admin}. */
    public static ArchiveSettings from(Settings admin) {
        return new ArchiveSettings(
                admin.wholeNumber("export-block-rows", 1, 10_000),
                admin.duration("stall-limit", Duration.ofMillis(100), Duration.ofHours(1)));
    }
}
