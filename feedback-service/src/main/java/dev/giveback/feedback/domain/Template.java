package dev.giveback.feedback.domain;

/**
 * A text with places for values.
 *
 * @param html not given: made from the text
 */
public record Template(Localized subject, Localized text, Localized html) {}
