package dev.giveback.loyalty.directory;

import dev.giveback.platform.config.Settings;
import java.time.Duration;

/**
 * How much the {@link ExpirySweeper} does.
 *
 * @param interval between the end of a sweep and the next one
 * @param customers the most that one sweep takes
 * @param inFlight the most that are asked at once
 */
public record SweepSettings(Duration interval, int customers, int inFlight) {
    /** The file with the defaults, for {@link Settings#load}. */
    public static final String RESOURCE = "giveback-loyalty-directory";

    /** Refuses what would never sweep, or never rest. */
    public SweepSettings {
        if (interval.toMillis() < 1 || customers < 1 || inFlight < 1) {
            throw new IllegalArgumentException("interval: " + interval + ", customers: " + customers + ", inFlight: "
                    + inFlight + " (expected: >= 1 ms, >= 1, >= 1)");
        }
    }

    /** Reads {@code sweep-interval}, {@code sweep-customers} and {@code sweep-in-flight} of {@code giveback.loyalty.directory}. */
    public static SweepSettings from(Settings root) {
        Settings directory = root.at("giveback.loyalty.directory");
        return new SweepSettings(
                directory.duration("sweep-interval", Duration.ofMillis(100), Duration.ofDays(1)),
                directory.wholeNumber("sweep-customers", 1, 100_000),
                directory.wholeNumber("sweep-in-flight", 1, 1_000));
    }
}
