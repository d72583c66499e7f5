package dev.giveback.feedback.domain;

import java.time.Instant;

/**
 * What a customer said about one channel and purpose.
 *
 * @param source where it was said
 */
public record Consent(boolean granted, Instant time, String source) {
    /** Where it was said when another customer, who was merged into this one, had said it. */
    public static final String MERGE = "merge";
}
