package dev.giveback.loyalty.directory;

import dev.giveback.platform.config.Settings;
import java.time.Duration;

/**
 * How the {@link DirectoryRecovery} looks after the read model.
 *
 * @param interval between two looks whether a table was emptied
 * @param retry how long a rebuild that failed rests
 */
public record RecoverySettings(Duration interval, Duration retry) {
    /** Reads {@code recovery-interval} and {@code recovery-retry} of {@code giveback.loyalty.directory}. */
    public static RecoverySettings from(Settings root) {
        Settings directory = root.at("giveback.loyalty.directory");
        return new RecoverySettings(
                directory.duration("recovery-interval", Duration.ofMillis(100), Duration.ofHours(1)),
                directory.duration("recovery-retry", Duration.ofMillis(100), Duration.ofHours(1)));
    }
}
