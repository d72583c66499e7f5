package dev.giveback.coupon.code;

/** Why a typed code is refused, in order of precedence: the first that applies is told. */
public enum CodeReason {
    /** Nothing is left but spaces and hyphens. */
    EMPTY,
    /** More characters than any code has. */
    TOO_LONG,
    /** A character that is neither a letter of A to Z nor a digit, nor a space or hyphen of any kind. */
    BAD_CHARACTER,
    /** Fewer or more characters than the codes of this campaign have. */
    WRONG_LENGTH,
    /** The fixed characters are not those of this campaign. */
    WRONG_PREFIX,
    /** The letter U where a character of the code itself belongs, which has none. */
    NOT_IN_ALPHABET,
    /** Mistyped, guessed or forged: no such code can be issued. */
    UNKNOWN,
    /** A code of this campaign that has not been issued. */
    NOT_ISSUED,
    /** Issued, and revoked. */
    REVOKED,
    /** Issued, and used. */
    ALREADY_USED
}
