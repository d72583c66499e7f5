package dev.giveback.torture.guessing;

import java.util.List;
import java.util.Random;

/** Makes codes up, as somebody would who has seen some of them. */
final class Guesser {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private final Random random;
    private final String pattern;
    private final List<String> seen;

    /**
     * One guesser.
     *
     * @param seen codes that are good, and that none of the guesses is meant to be
     */
    Guesser(long seed, String pattern, List<String> seen) {
        this.random = new Random(seed);
        this.pattern = pattern;
        this.seen = seen;
    }

    /** Any code of the pattern. */
    String anyCode() {
        return filled(pattern);
    }

    /** The beginning of a good code, the rest made up. */
    String sameBeginning() {
        String good = good();
        int from = pattern.indexOf('#') + 1 + random.nextInt(pattern.length() - pattern.indexOf('#') - 2);
        String guess = good.substring(0, from) + filled(pattern.substring(from));
        return guess.equals(good) ? nearMiss() : guess;
    }

    /** A good code with one wrong character, or with two swapped. */
    String nearMiss() {
        StringBuilder code = new StringBuilder(good());
        String before = code.toString();
        while (code.toString().equals(before)) {
            int at = place();
            int other = place();
            if (random.nextBoolean()) {
                code.setCharAt(at, any());
            } else {
                char moved = code.charAt(at);
                code.setCharAt(at, code.charAt(other));
                code.setCharAt(other, moved);
            }
        }
        return code.toString();
    }

    private String good() {
        return seen.get(random.nextInt(seen.size()));
    }

    private int place() {
        int at = random.nextInt(pattern.length());
        while (pattern.charAt(at) != '#') {
            at = random.nextInt(pattern.length());
        }
        return at;
    }

    private char any() {
        return ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    }

    private String filled(String part) {
        StringBuilder filled = new StringBuilder(part);
        for (int at = 0; at < filled.length(); at++) {
            if (filled.charAt(at) == '#') {
                filled.setCharAt(at, any());
            }
        }
        return filled.toString();
    }
}
