package dev.giveback.coupon.code;

import java.util.Locale;
import java.util.Optional;

/**
 * How the unique codes of a campaign are written, and how many there can be.
 *
 * <p>{@link #create} judges a new one. The constructor is for one that was accepted before and is read back: it asks for
 * the shape only, so that a stricter rule of tomorrow cannot make the campaigns of today unreadable.
 *
 * @param pattern {@code GIFT-####-####}: each {@code #} is a character of the code, letters and digits stand for themselves, single
 *     hyphens and spaces between them are for the eye; 1 to 64 characters, 2 to {@value #MAX_CODE_CHARACTERS} of them {@code #}
 * @param capacity how many serial numbers there are, 1 to {@value #MAX_CAPACITY}: the most codes that can be issued
 */
public record CodeFormat(String pattern, int capacity) implements FormatReading {
    /** The most codes of one campaign: two bits each make 25 MB, the most that one actor should hold. */
    public static final int MAX_CAPACITY = 100_000_000;

    /** The most code characters; half of them must fit a long. */
    public static final int MAX_CODE_CHARACTERS = 24;

    /** A guess succeeds with probability 2^-35 at most. */
    public static final int GUESS_BITS = 35;

    /** Fewer code characters have no halves. */
    static final int MIN_CODE_CHARACTERS = 2;

    public CodeFormat {
        Optional<FormatRefusal> refusal = CodePattern.refusal(pattern, capacity);
        if (refusal.isPresent()) {
            throw new IllegalArgumentException("format: " + refusal.get().detail());
        }
        int characters = CodePattern.codeCharacters(pattern);
        if (characters < MIN_CODE_CHARACTERS || capacity > 1L << Math.min(31, characters * CodeCharacters.BITS)) {
            throw new IllegalArgumentException("pattern: " + pattern + " (expected: characters # for " + capacity
                    + " codes, at least " + MIN_CODE_CHARACTERS + ")");
        }
    }

    /** The format, or why its shape is wrong, or that its codes could be guessed and how many characters would do. */
    public static FormatReading create(String pattern, int capacity) {
        Optional<FormatRefusal> refusal = CodePattern.refusal(pattern, capacity);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        int found = CodePattern.codeCharacters(pattern);
        int required = requiredCharacters(capacity);
        if (found < required) {
            return new FormatRefusal(
                    FormatReason.GUESSABLE,
                    required,
                    String.format(
                            Locale.ROOT,
                            "%d characters # for %d codes: a guess succeeds with probability 2^%.1f (expected: at least %d, for at most 2^-%d)",
                            found,
                            capacity,
                            log2(capacity) - found * CodeCharacters.BITS,
                            required,
                            GUESS_BITS));
        }
        return new CodeFormat(pattern, capacity);
    }

    /** How many code characters a campaign of this capacity needs: the fewest with {@code capacity / 32^n <= 2^-35}. */
    public static int requiredCharacters(int capacity) {
        int bits = GUESS_BITS + Integer.SIZE - Integer.numberOfLeadingZeros(capacity - 1);
        return Math.ceilDiv(bits, CodeCharacters.BITS);
    }

    /** How many characters of a code are computed. */
    public int codeCharacters() {
        return CodePattern.codeCharacters(pattern);
    }

    /**
     * The binary logarithm of the probability that one guess is a code of this campaign, all of its capacity issued: -36.7 say.
     *
     * <p>Where one guess is tried on several campaigns, their probabilities add up.
     */
    public double guessLog2() {
        return log2(capacity) - codeCharacters() * CodeCharacters.BITS;
    }

    private static double log2(int number) {
        return Math.log(number) / Math.log(2);
    }
}
