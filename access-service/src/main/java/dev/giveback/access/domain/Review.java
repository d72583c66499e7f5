package dev.giveback.access.domain;

import java.time.Instant;

/**
 * What a second person decided.
 *
 * @param approved whether it may be done
 * @param reviewer who
 * @param comment why
 * @param time when
 */
public record Review(boolean approved, String reviewer, String comment, Instant time) {}
