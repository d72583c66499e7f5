package dev.giveback.coupon.code;

/**
 * A code as codes are compared: upper case, without spaces and hyphens, look-alike characters made equal.
 *
 * <p>Public codes, unique ones and what customers type are all brought into this form by {@link #normalise}, and by nothing
 * else. So {@code OLIVIA-10}, {@code olivia 10} and {@code 0L1V1A10} are one code, and only one campaign can have it; what a
 * shop shows is what it wrote, not this form.
 *
 * @param value {@code 0-9} and {@code A-Z} without {@code I}, {@code L} and {@code O}; 1 to {@value #MAX_LENGTH} characters
 */
public record CodeText(String value) implements CodeReading {
    /** The longest code, normalised, in characters. */
    public static final int MAX_LENGTH = 64;

    /** The longest text that is looked at, in UTF-16 units. */
    public static final int MAX_TYPED_LENGTH = 256;

    public CodeText {
        boolean normal = value.chars().allMatch(character -> CodeCharacters.normal(character) == character);
        if (value.isEmpty() || value.length() > MAX_LENGTH || !normal) {
            throw new IllegalArgumentException("code: " + value.length()
                    + " characters that are not normal (expected: 1.." + MAX_LENGTH + " normalised ones)");
        }
    }

    /**
     * The text as codes are compared, or {@code EMPTY}, {@code TOO_LONG} or {@code BAD_CHARACTER}.
     *
     * <p>Spaces, hyphens, dashes and invisible characters of every kind are dropped. Letters are made upper case by Unicode's own
     * mapping, which asks no locale: {@code gift} must be the same code on a Turkish machine. As in Crockford's base 32, O
     * is read as zero, I and L as one. U stays, because it is good in a public code; the alphabet of unique codes has none.
     */
    public static CodeReading normalise(String typed) {
        if (typed.length() > MAX_TYPED_LENGTH) {
            return tooLong(typed.length(), MAX_TYPED_LENGTH);
        }
        StringBuilder text = new StringBuilder(typed.length());
        for (int at = 0; at < typed.length(); at += Character.charCount(typed.codePointAt(at))) {
            int character = CodeCharacters.normal(typed.codePointAt(at));
            if (character == CodeCharacters.BAD) {
                return new CodeRefusal(
                        CodeReason.BAD_CHARACTER,
                        at,
                        String.format("U+%04X (expected: letters of A to Z and digits)", typed.codePointAt(at)));
            }
            if (character != CodeCharacters.DROPPED) {
                text.append((char) character);
            }
        }
        if (text.isEmpty()) {
            return CodeRefusal.of(CodeReason.EMPTY, "no characters (expected: 1.." + MAX_LENGTH + ")");
        }
        return text.length() > MAX_LENGTH ? tooLong(text.length(), MAX_LENGTH) : new CodeText(text.toString());
    }

    /** Where in the typed text the character stands that became this one of the normalised text. */
    static int typedPosition(String typed, int index) {
        int left = index;
        for (int at = 0; at < typed.length(); at += Character.charCount(typed.codePointAt(at))) {
            if (CodeCharacters.normal(typed.codePointAt(at)) >= 0 && left-- == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("index: " + index + " (expected: less than the normalised characters)");
    }

    private static CodeRefusal tooLong(int length, int limit) {
        return CodeRefusal.of(CodeReason.TOO_LONG, length + " characters (expected: at most " + limit + ")");
    }
}
