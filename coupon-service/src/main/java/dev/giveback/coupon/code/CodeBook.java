package dev.giveback.coupon.code;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/**
 * All unique codes of a campaign, none of them stored: the code of each serial number, and the serial number of each code.
 *
 * <p>The same format and key give the same codes for ever. Not safe for use by several threads; a campaign's actor has one,
 * and each {@link CodeBatch} works by itself.
 */
public final class CodeBook {
    private static final int SERIAL_BITS = 31;

    private final CodeFormat format;
    private final CodePattern pattern;
    private final CodeKey key;
    private final SerialPermutation single;
    private final long[] left = new long[1];
    private final long[] right = new long[1];

    /** The codes of this format under this key. */
    public CodeBook(CodeFormat format, CodeKey key) {
        this.format = format;
        this.key = key;
        pattern = new CodePattern(format.pattern());
        single = permutation(1);
    }

    /** How the codes are written, and how many there are. */
    public CodeFormat format() {
        return format;
    }

    /**
     * The code of a serial number, as it is shown: {@code GIFT-7ZQ2-M04K}.
     *
     * @throws IndexOutOfBoundsException if the serial number is not below the capacity
     */
    public String code(int serial) {
        Objects.checkIndex(serial, format.capacity());
        permute(single, serial, left, right, 1);
        return shown(left[0], right[0], emptyText());
    }

    /**
     * The codes of {@code count} serial numbers in order, from this one on; to go on after a break, start at the next.
     *
     * @throws IndexOutOfBoundsException if the last of them is not below the capacity
     */
    public CodeBatch codes(int from, int count) {
        return new CodeBatch(this, from, count);
    }

    /**
     * Whether this may be a code of this campaign by its length and fixed characters: tells campaigns apart, and proves nothing.
     */
    public boolean fits(CodeText code) {
        return code.value().length() == pattern.length() && pattern.hasFixedCharacters(code.value());
    }

    /** The serial number of a typed code that may be used, or why not: every reason of {@link CodeReason} can be the answer. */
    public CodeCheck check(String typed, int issued, CodeUses uses) {
        return switch (check(typed, issued)) {
            case CodeRefusal refusal -> refusal;
            case CodeSerial serial -> {
                Optional<CodeRefusal> refusal = uses.refusal(serial.value());
                yield refusal.isPresent() ? refusal.get() : serial;
            }
        };
    }

    /**
     * The serial number of a typed code, used or not, or why it has none.
     *
     * @param issued how many codes have been issued, those of the serial numbers below it; at most the capacity
     */
    public CodeCheck check(String typed, int issued) {
        if (issued < 0 || issued > format.capacity()) {
            throw new IllegalArgumentException("issued: " + issued + " (expected: 0.." + format.capacity() + ")");
        }
        return switch (CodeText.normalise(typed)) {
            case CodeRefusal refusal -> refusal;
            case CodeText code -> check(typed, code.value(), issued);
        };
    }

    private CodeCheck check(String typed, String code, int issued) {
        if (code.length() != pattern.length()) {
            return CodeRefusal.of(
                    CodeReason.WRONG_LENGTH, code.length() + " characters (expected: " + pattern.length() + ")");
        }
        if (!pattern.hasFixedCharacters(code)) {
            return CodeRefusal.of(
                    CodeReason.WRONG_PREFIX, "other fixed characters (expected: " + format.pattern() + ")");
        }
        for (int character = 0; character < pattern.codeCharacters(); character++) {
            int place = pattern.place(character);
            if (CodeCharacters.value(code.charAt(place)) == CodeCharacters.BAD) {
                return new CodeRefusal(
                        CodeReason.NOT_IN_ALPHABET,
                        CodeText.typedPosition(typed, place),
                        "the letter U (expected: another; codes have none)");
            }
        }
        long serial = serial(code);
        if (serial < 0 || serial >= format.capacity()) {
            return CodeRefusal.of(CodeReason.UNKNOWN, "no such code (expected: one of this campaign)");
        }
        return serial < issued
                ? new CodeSerial((int) serial)
                : CodeRefusal.of(CodeReason.NOT_ISSUED, "a code not issued (expected: an issued one)");
    }

    /** The number that a code of the right alphabet stands for; negative if it has more than 62 bits. */
    private long serial(String code) {
        left[0] = bits(code, 0, leftCharacters());
        right[0] = bits(code, leftCharacters(), pattern.codeCharacters());
        single.unpermute(left, right, 1);
        if (rightBits() < SERIAL_BITS) {
            return left[0] << rightBits() | right[0];
        }
        return left[0] == 0 ? right[0] : -1;
    }

    private long bits(String code, int from, int to) {
        long bits = 0;
        for (int character = from; character < to; character++) {
            bits = bits << CodeCharacters.BITS | CodeCharacters.value(code.charAt(pattern.place(character)));
        }
        return bits;
    }

    /** Fills in the halves of these serial numbers' codes. */
    void permute(SerialPermutation permutation, int from, long[] lefts, long[] rights, int count) {
        for (int at = 0; at < count; at++) {
            long serial = (long) from + at;
            lefts[at] = serial >>> rightBits();
            rights[at] = serial & ((1L << rightBits()) - 1);
        }
        permutation.permute(lefts, rights, count);
    }

    /** A code as it is shown, of its halves; {@code text} is a copy of the pattern and is written over. */
    String shown(long leftHalf, long rightHalf, byte[] text) {
        CodeCharacters.write(leftHalf, text, pattern.shownPlaces, 0, leftCharacters());
        CodeCharacters.write(rightHalf, text, pattern.shownPlaces, leftCharacters(), pattern.codeCharacters());
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    byte[] emptyText() {
        return pattern.shown.clone();
    }

    SerialPermutation permutation(int batch) {
        return new SerialPermutation(key.forPermutation(), leftCharacters() * CodeCharacters.BITS, rightBits(), batch);
    }

    private int leftCharacters() {
        return pattern.codeCharacters() / 2;
    }

    private int rightBits() {
        return (pattern.codeCharacters() - leftCharacters()) * CodeCharacters.BITS;
    }
}
