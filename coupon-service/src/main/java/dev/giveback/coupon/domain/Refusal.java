package dev.giveback.coupon.domain;

import java.util.Map;

/**
 * A refusal, with what a caller needs to act on it.
 *
 * @param message one sentence that names the rule, beginning with what it is about and a colon
 * @param details by name, {@code required}, {@code available} and {@code missing} say, as text
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

    static Refusal exceeds(Reason reason, String what, long required, long available) {
        return new Refusal(
                reason,
                what + ": " + required + " required, " + available + " available, " + (required - available)
                        + " missing",
                Map.of(
                        "required", Long.toString(required),
                        "available", Long.toString(available),
                        "missing", Long.toString(required - available)));
    }
}
