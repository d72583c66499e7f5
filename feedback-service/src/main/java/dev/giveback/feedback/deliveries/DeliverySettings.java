package dev.giveback.feedback.deliveries;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.time.Duration;

/**
 * How webhooks are called.
 *
 * @param interval how often it is looked for what is due
 * @param window deliveries of one webhook that wait at most; no more is read from the journal meanwhile
 * @param parallel calls of one webhook at once, by one node
 * @param timeout of one call
 * @param retryPause before the second try; twice as long before each further one
 * @param longestPause the longest between two tries of one delivery
 * @param pauseAfter when no call has gone well for so long the webhook is paused
 */
public record DeliverySettings(
        Duration interval,
        int window,
        int parallel,
        Duration timeout,
        Duration retryPause,
        Duration longestPause,
        Duration pauseAfter) {
    /** Calls that fail in a row before only one at a time is made. */
    static final int PATIENCE = 5;
    /** The longest between two calls of a webhook that is away. */
    static final Duration LONGEST_PROBE = Duration.ofMinutes(5);

    private static final int MOST_DOUBLINGS = 30;

    /**
     * Reads {@code giveback.feedback.webhooks}.
     *
     * @param webhooks of this path
     */
    public static DeliverySettings from(Settings webhooks) {
        DeliverySettings settings = new DeliverySettings(
                webhooks.duration("interval", Duration.ofMillis(10), Duration.ofMinutes(1)),
                webhooks.wholeNumber("window", 10, 100_000),
                webhooks.wholeNumber("parallel", 1, 20),
                webhooks.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)),
                webhooks.duration("retry-pause", Duration.ofMillis(10), Duration.ofHours(1)),
                webhooks.duration("longest-pause", Duration.ofMillis(10), Duration.ofDays(1)),
                webhooks.duration("pause-after", Duration.ofSeconds(1), Duration.ofDays(30)));
        if (settings.retryPause().compareTo(settings.longestPause()) > 0) {
            throw new StartupException("setting giveback.feedback.webhooks.longest-pause: " + settings.longestPause()
                    + " (expected: not less than retry-pause, " + settings.retryPause() + ")");
        }
        return settings;
    }

    /** How long a try may be in hand before it counts as lost. */
    Duration lease() {
        return timeout.multipliedBy(2).plusSeconds(5);
    }

    /**
     * The pause after this many tries.
     *
     * @param chance 0 to 9,999: the pause is up to a fifth longer, so that not all come at once
     */
    Duration pauseAfter(int attempts, int chance) {
        return jittered(shorter(doubled(attempts - 1), longestPause), chance);
    }

    /** The pause before the next call of a webhook of which this many calls have failed in a row. */
    Duration probePause(int failures, int chance) {
        return jittered(shorter(doubled(failures - PATIENCE), shorter(LONGEST_PROBE, longestPause)), chance);
    }

    private Duration doubled(int times) {
        return retryPause.multipliedBy(1L << Math.clamp(times, 0, MOST_DOUBLINGS));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration jittered(Duration pause, int chance) {
        return pause.plus(pause.multipliedBy(chance).dividedBy(50_000));
    }
}
