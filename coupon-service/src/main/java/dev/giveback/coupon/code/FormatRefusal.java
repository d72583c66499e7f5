package dev.giveback.coupon.code;

/**
 * A format of codes that is refused.
 *
 * @param reason why
 * @param required the nearest number that would do: of characters, of capacity; for {@code BAD_CHARACTER} and
 *     {@code MISPLACED_SEPARATOR} the position in the pattern, from zero
 * @param detail what was found and what was expected, for a person
 */
public record FormatRefusal(FormatReason reason, int required, String detail) implements FormatReading {}
