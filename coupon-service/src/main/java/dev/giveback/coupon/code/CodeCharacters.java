package dev.giveback.coupon.code;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The characters of codes: which are dropped, which are the same, and the 32 that stand for 5 bits each (Crockford's). */
final class CodeCharacters {
    /** Not a character of any code. */
    static final int BAD = -1;

    /** A character that means nothing in a code. */
    static final int DROPPED = -2;

    /** How many bits a character stands for. */
    static final int BITS = 5;

    private static final byte[] ALPHABET = ascii("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    private static final byte[] VALUES = values();

    private CodeCharacters() {}

    /** The character that this one is compared as, or {@link #BAD}, or {@link #DROPPED}. */
    static int normal(int codePoint) {
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

    /** The 5 bits of a normal character, or {@link #BAD} for U. */
    static int value(char normal) {
        return VALUES[normal];
    }

    /** Writes the lowest bits of a number, the highest of them first, at these places. */
    static void write(long bits, byte[] text, int[] places, int from, int to) {
        long rest = bits;
        for (int at = to - 1; at >= from; at--) {
            text[places[at]] = ALPHABET[(int) (rest & 31)];
            rest >>>= BITS;
        }
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

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) BAD);
        for (int value = 0; value < ALPHABET.length; value++) {
            values[ALPHABET[value]] = (byte) value;
        }
        return values;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
