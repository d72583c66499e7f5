package dev.giveback.feedback.outbox;

import dev.giveback.platform.config.Settings;
import dev.giveback.platform.lifecycle.StartupException;
import java.time.Duration;

/**
 * How what is due goes out.
 *
 * @param interval how often it is looked for what is due
 * @param parallel tries at once, by each channel
 * @param lease how long one try may take before it counts as lost
 * @param retryPause before the second try; twice as long before each further one, a day at most
 * @param maxAttempts after so many tries it is a dead letter
 * @param webhookTimeout of one call
 * @param timeout the longest that a customer's actor is waited for
 */
public record OutboxSettings(
        Duration interval,
        int parallel,
        Duration lease,
        Duration retryPause,
        int maxAttempts,
        Duration webhookTimeout,
        Duration timeout) {
    private static final Duration LONGEST_PAUSE = Duration.ofDays(1);
    private static final int MOST_DOUBLINGS = 30;

    /**
     * Reads {@code giveback.feedback.outbox}.
     *
     * @param own {@code giveback.feedback}
     * @throws StartupException when a try could take longer than its lease
     */
    public static OutboxSettings from(Settings own) {
        Settings outbox = own.at("outbox");
        OutboxSettings settings = new OutboxSettings(
                outbox.duration("interval", Duration.ofMillis(10), Duration.ofMinutes(1)),
                outbox.wholeNumber("parallel", 1, 100),
                outbox.duration("lease", Duration.ofSeconds(1), Duration.ofHours(1)),
                outbox.duration("retry-pause", Duration.ofMillis(100), LONGEST_PAUSE),
                outbox.wholeNumber("max-attempts", 1, 100),
                outbox.duration("webhook-timeout", Duration.ofMillis(100), Duration.ofMinutes(5)),
                own.duration("timeout", Duration.ofMillis(100), Duration.ofMinutes(1)));
        if (settings.webhookTimeout().compareTo(settings.longestTry()) > 0) {
            throw new StartupException("setting giveback.feedback.outbox.lease: " + settings.lease()
                    + " (expected: at least a third longer than webhook-timeout, " + settings.webhookTimeout() + ")");
        }
        return settings;
    }

    /** How long one try may take: three quarters of its lease, so that what came of it is recorded in time. */
    public Duration longestTry() {
        return lease.multipliedBy(3).dividedBy(4);
    }

    /** The pause after this many tries. */
    Duration pauseAfter(int attempts) {
        Duration pause = retryPause.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
