package dev.giveback.feedback.domain;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * At most so many contacts in so many days of 24 hours.
 *
 * @param purpose null: all together
 */
public record ContactLimit(@Nullable Purpose purpose, int maxContacts, int days) {
    /** Whether contacts of a purpose count. */
    public boolean covers(Purpose other) {
        return purpose == null || purpose == other;
    }

    /** The window. */
    public Duration window() {
        return Duration.ofDays(days);
    }

    /** Whether a contact of a time counts now: it no longer does when it is as old as the window is long. */
    public boolean counts(Instant time, Instant now) {
        return time.plus(window()).isAfter(now);
    }
}
