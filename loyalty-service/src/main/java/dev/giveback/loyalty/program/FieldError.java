package dev.giveback.loyalty.program;

/**
 * A field that breaks its rule.
 *
 * @param field path in the request, {@code program.earning.multipliers[2].condition} say
 * @param message the rule, in a sentence
 */
public record FieldError(String field, String message) {}
