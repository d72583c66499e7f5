package dev.giveback.feedback.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * When something is sent.
 *
 * @param delay after the occasion, or before it when it is ahead
 * @param condition CEL; empty for all
 * @param samplePer10000 the share that is taken
 * @param maxAge what was recorded so long after it happened is not taken
 */
public record Trigger(OccasionKind occasion, Duration delay, String condition, int samplePer10000, Duration maxAge) {
    /** All occasions, in parts of 10,000. */
    public static final int ALL = 10_000;

    /** When an occasion falls due. */
    public Instant due(Instant occasionTime) {
        return occasion.isAhead() ? occasionTime.minus(delay) : occasionTime.plus(delay);
    }
}
