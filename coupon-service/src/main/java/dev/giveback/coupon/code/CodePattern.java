package dev.giveback.coupon.code;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A pattern taken apart: where the computed characters stand in what is shown, and in what is compared.
 *
 * <p>The arrays belong to this object; nobody outside of the package sees them.
 */
final class CodePattern {
    private static final char CODE = '#';

    /** What is shown, {@code GIFT-####-####}; each code has a copy of it. */
    final byte[] shown;

    /** Where in {@link #shown} the code characters stand. */
    final int[] shownPlaces;

    /** What is compared: {@code G1FT########}. */
    private final String normal;

    /** Where in {@link #normal} the code characters stand. */
    private final int[] normalPlaces;

    CodePattern(String pattern) {
        shown = pattern.getBytes(StandardCharsets.US_ASCII);
        shownPlaces = places(pattern);
        StringBuilder text = new StringBuilder();
        pattern.chars()
                .map(character -> character == CODE ? CODE : CodeCharacters.normal(character))
                .filter(character -> character >= 0)
                .forEach(character -> text.append((char) character));
        normal = text.toString();
        normalPlaces = places(normal);
    }

    /** How many characters are computed. */
    int codeCharacters() {
        return normalPlaces.length;
    }

    /** How many characters a normalised code has. */
    int length() {
        return normal.length();
    }

    /** Where in a normalised code the n-th computed character stands. */
    int place(int codeCharacter) {
        return normalPlaces[codeCharacter];
    }

    /** Whether the fixed characters of a normalised code of the right length are those of this pattern. */
    boolean hasFixedCharacters(String code) {
        for (int at = 0; at < normal.length(); at++) {
            if (normal.charAt(at) != CODE && normal.charAt(at) != code.charAt(at)) {
                return false;
            }
        }
        return true;
    }

    static int codeCharacters(String pattern) {
        return (int) pattern.chars().filter(character -> character == CODE).count();
    }

    /** What is wrong with the shape of a format, if anything is. */
    static Optional<FormatRefusal> refusal(String pattern, int capacity) {
        if (capacity < 1 || capacity > CodeFormat.MAX_CAPACITY) {
            int nearest = capacity < 1 ? 1 : CodeFormat.MAX_CAPACITY;
            String detail = "capacity " + capacity + " (expected: 1.." + CodeFormat.MAX_CAPACITY + ")";
            return Optional.of(new FormatRefusal(FormatReason.CAPACITY_OUT_OF_RANGE, nearest, detail));
        }
        if (pattern.isEmpty() || pattern.length() > CodeText.MAX_LENGTH) {
            int nearest = pattern.isEmpty() ? 1 : CodeText.MAX_LENGTH;
            String detail =
                    "a pattern of " + pattern.length() + " characters (expected: 1.." + CodeText.MAX_LENGTH + ")";
            return Optional.of(new FormatRefusal(FormatReason.PATTERN_LENGTH, nearest, detail));
        }
        return characterRefusal(pattern).or(() -> countRefusal(pattern));
    }

    private static Optional<FormatRefusal> characterRefusal(String pattern) {
        for (int at = 0; at < pattern.length(); at++) {
            char character = pattern.charAt(at);
            if (!isSeparator(character) && character != CODE && !isLetterOrDigit(character)) {
                String detail =
                        String.format("U+%04X in the pattern (expected: A-Z, 0-9, #, - and space)", (int) character);
                return Optional.of(new FormatRefusal(FormatReason.BAD_CHARACTER, at, detail));
            }
        }
        for (int at = 0; at < pattern.length(); at++) {
            boolean atAnEdge = at == 0 || at == pattern.length() - 1;
            if (isSeparator(pattern.charAt(at)) && (atAnEdge || isSeparator(pattern.charAt(at - 1)))) {
                String detail = "a hyphen or space at " + at + " (expected: single ones, between other characters)";
                return Optional.of(new FormatRefusal(FormatReason.MISPLACED_SEPARATOR, at, detail));
            }
        }
        return Optional.empty();
    }

    private static Optional<FormatRefusal> countRefusal(String pattern) {
        int found = codeCharacters(pattern);
        if (found <= CodeFormat.MAX_CODE_CHARACTERS) {
            return Optional.empty();
        }
        String detail = found + " characters # (expected: at most " + CodeFormat.MAX_CODE_CHARACTERS + ")";
        return Optional.of(
                new FormatRefusal(FormatReason.TOO_MANY_CODE_CHARACTERS, CodeFormat.MAX_CODE_CHARACTERS, detail));
    }

    private static boolean isSeparator(char character) {
        return character == '-' || character == ' ';
    }

    private static boolean isLetterOrDigit(char character) {
        return character < 128 && Character.isLetterOrDigit(character);
    }

    private static int[] places(String pattern) {
        return IntStream.range(0, pattern.length())
                .filter(at -> pattern.charAt(at) == CODE)
                .toArray();
    }
}
