package dev.giveback.platform.text;

/**
 * What people type from paper, made comparable: letters become upper case, spaces and hyphens of every kind mean nothing, and
 * look-alikes are one. As in Crockford's base 32, O is read as zero, I and L as one.
 */
public final class TypedText {
    /** Not a letter of A to Z, a digit, or a separator. */
    public static final int BAD = -1;

    /** A character that means nothing. */
    public static final int DROPPED = -2;

    private TypedText() {}

    /**
     * The character that this one is compared as, or {@link #BAD}, or {@link #DROPPED}. Letters are made upper case by Unicode's own
     * mapping, which asks no locale.
     */
    public static int normal(int codePoint) {
        int upper = Character.toUpperCase(codePoint);
        return switch (upper) {
            case 'O' -> '0';
            case 'I', 'L' -> '1';
            default -> {
                if ((upper >= '0' && upper <= '9') || (upper >= 'A' && upper <= 'Z')) {
                    yield upper;
                }
                yield isSeparator(codePoint) ? DROPPED : BAD;
            }
        };
    }

    /** The whole text with every character made normal; one with a bad character stays as it is, and is equal to itself only. */
    public static String normal(String typed) {
        StringBuilder text = new StringBuilder(typed.length());
        for (int at = 0; at < typed.length(); at += Character.charCount(typed.codePointAt(at))) {
            int character = normal(typed.codePointAt(at));
            if (character == BAD) {
                return typed;
            }
            if (character != DROPPED) {
                text.append((char) character);
            }
        }
        return text.toString();
    }

    private static boolean isSeparator(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.DASH_PUNCTUATION,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            // Soft hyphens, joiners, marks of direction and of byte order: invisible, and pasted along unseen.
            case Character.FORMAT -> true;
            // Tab, line feed and the other white space among the control characters; U+0085 is one that Java leaves
            // out.
            case Character.CONTROL -> Character.isWhitespace(codePoint) || codePoint == 0x85;
            // Dashes by Unicode's property Dash, or by looks, that are punctuation or mathematics by category.
            default ->
                switch (codePoint) {
                    case 0x2043, 0x2053, 0x207B, 0x208B, 0x2212 -> true;
                    default -> false;
                };
        };
    }
}
