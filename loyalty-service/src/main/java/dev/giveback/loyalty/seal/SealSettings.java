package dev.giveback.loyalty.seal;

import dev.giveback.platform.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the journal is sealed.
 *
 * @param directory of key and seals; nothing is sealed without one
 * @param checkInterval how often it is looked whether a day's seal is missing
 */
public record SealSettings(Optional<Path> directory, Duration checkInterval) {
    /** Reads {@code giveback.loyalty.seal}. */
    public static SealSettings from(Settings root) {
        Settings seal = root.at("giveback.loyalty.seal");
        return new SealSettings(
                seal.optionalText("directory").map(Path::of),
                seal.duration("check-interval", Duration.ofMillis(50), Duration.ofHours(1)));
    }
}
