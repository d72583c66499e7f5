package dev.giveback.feedback.mail;

/**
 * What is wrong with a template.
 *
 * @param field in the template: {@code text.texts[de]}
 * @param rule what it must be
 */
public record TemplateFault(String field, String rule) {}
