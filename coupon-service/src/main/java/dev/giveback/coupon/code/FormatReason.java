package dev.giveback.coupon.code;

/** Why a format of codes is refused, in order of precedence. */
public enum FormatReason {
    /** The capacity is less than one or more than {@link CodeFormat#MAX_CAPACITY}. */
    CAPACITY_OUT_OF_RANGE,
    /** The pattern is empty or longer than {@link CodeText#MAX_LENGTH} characters. */
    PATTERN_LENGTH,
    /** A character other than {@code #}, a letter of A to Z, a digit, a hyphen or a space. */
    BAD_CHARACTER,
    /** A hyphen or space at the start, at the end, or next to another. */
    MISPLACED_SEPARATOR,
    /** More than {@link CodeFormat#MAX_CODE_CHARACTERS} characters {@code #}. */
    TOO_MANY_CODE_CHARACTERS,
    /** So few characters {@code #} that a guess would succeed with probability more than 2^-35. */
    GUESSABLE
}
