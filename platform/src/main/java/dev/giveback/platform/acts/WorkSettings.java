package dev.giveback.platform.acts;

import dev.giveback.platform.config.Settings;
import java.time.Duration;

/**
 * How much of a node the works of admins may take.
 *
 * @param connections of the pool that is theirs alone
 * @param maxWorks at once; more are refused
 * @param sharePercent of its time that a work may use while there are calls about customers
 * @param stallLimit the longest that a work waits for a reader that takes nothing
 * @param progressInterval the shortest time between two tellings of how far a work is
 */
public record WorkSettings(
        int connections, int maxWorks, int sharePercent, Duration stallLimit, Duration progressInterval) {
    /** Reads a service's {@code admin}. */
    public static WorkSettings from(Settings admin) {
        return new WorkSettings(
                admin.wholeNumber("connections", 1, 100),
                admin.wholeNumber("max-works", 1, 100),
                admin.wholeNumber("share-percent", 1, 100),
                admin.duration("stall-limit", Duration.ofMillis(100), Duration.ofHours(1)),
                admin.duration("progress-interval", Duration.ofMillis(1), Duration.ofMinutes(1)));
    }
}
