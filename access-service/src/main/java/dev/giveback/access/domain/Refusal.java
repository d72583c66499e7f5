package dev.giveback.access.domain;

import java.util.Map;

/**
 * Why something does not happen.
 *
 * @param message for a developer
 * @param details for a program
 */
public record Refusal(Reason reason, String message, Map<String, String> details) {
    /** Copies the details. */
    public Refusal {
        details = Map.copyOf(details);
    }

    /** A refusal without details. */
    public static Refusal of(Reason reason, String message) {
        return new Refusal(reason, message, Map.of());
    }

    /** A field that breaks its rule. */
    public static Refusal field(String field, String rule) {
        return new Refusal(Reason.INVALID_FIELD, field + ": " + rule, Map.of("field", field, "rule", rule));
    }
}
