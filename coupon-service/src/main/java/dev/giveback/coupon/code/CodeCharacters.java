package dev.giveback.coupon.code;

import dev.giveback.platform.text.TypedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The characters of codes: which are dropped, which are the same, and the 32 that stand for 5 bits each (Crockford's). */
final class CodeCharacters {
    /** Not a character of any code. */
    static final int BAD = TypedText.BAD;

    /** A character that means nothing in a code. */
    static final int DROPPED = TypedText.DROPPED;

    /** How many bits a character stands for. */
    static final int BITS = 5;

    private static final byte[] ALPHABET = ascii("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
    private static final byte[] VALUES = values();

    private CodeCharacters() {}

    /** The character that this one is compared as, or {@link #BAD}, or {@link #DROPPED}. */
    static int normal(int codePoint) {
        return TypedText.normal(codePoint);
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
