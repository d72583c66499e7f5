package dev.giveback.feedback.occasions;

import java.time.Instant;

/**
 * Something that is to be decided.
 *
 * @param source {@code surveys/{id}} or {@code messages/{id}}
 * @param due when it fell or falls due
 * @param failures how often it could not be looked at in a row
 */
public record PlannedContact(String source, KnownOccasion known, Instant due, int failures) {}
