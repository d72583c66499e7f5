package dev.giveback.loyalty.directory;

import dev.giveback.platform.config.Settings;
import java.time.Duration;

/**
 * How the {@link SagaDriver} looks for what was left.
 *
 * @param interval between the end of a look and the next one
 * @param grace how long the call that began a saga is left alone with it, and how long one that failed rests
 * @param sagas the most that one look takes
 */
public record SagaSettings(Duration interval, Duration grace, int sagas) {
    /** Reads {@code saga-interval}, {@code saga-grace} and {@code saga-batch} of {@code giveback.loyalty.directory}. */
    public static SagaSettings from(Settings root) {
        Settings directory = root.at("giveback.loyalty.directory");
        return new SagaSettings(
                directory.duration("saga-interval", Duration.ofMillis(10), Duration.ofDays(1)),
                directory.duration("saga-grace", Duration.ZERO, Duration.ofDays(1)),
                directory.wholeNumber("saga-batch", 1, 10_000));
    }
}
