package dev.giveback.feedback.domain;

import java.time.Instant;

/**
 * A contact as limits count it.
 *
 * @param contactId empty for one of a customer who was merged into this one
 */
public record Spent(String contactId, Purpose purpose, Instant time) {}
