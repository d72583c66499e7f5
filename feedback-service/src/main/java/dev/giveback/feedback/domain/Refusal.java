package dev.giveback.feedback.domain;

import java.util.Map;

/**
 * A refusal, with what a caller needs to act on it.
 *
 * @param message one sentence that names the rule, beginning with what it is about and a colon
 * @param details by name, as text
 */
public record Refusal(Reason reason, String message, Map<String, String> details) {
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
