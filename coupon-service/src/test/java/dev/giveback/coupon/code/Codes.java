package dev.giveback.coupon.code;

import java.util.Random;

/** What the tests of this package share: keys that are always the same, a campaign's book, and noise as people type it. */
final class Codes {
    static final String PATTERN = "GIFT-####-####-####";
    static final int MILLIONS = 10_000_000;

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private Codes() {}

    static CodeKey key(int seed) {
        byte[] bytes = new byte[CodeKey.BYTES];
        new Random(seed).nextBytes(bytes);
        return new CodeKey(bytes);
    }

    static CodeBook book(String pattern, int capacity) {
        return new CodeBook(new CodeFormat(pattern, capacity), key(1));
    }

    /** A book of a campaign with ten million codes of twelve characters. */
    static CodeBook ofMillions() {
        return book(PATTERN, MILLIONS);
    }

    /** A pattern filled in at random. */
    static String guess(Random random, String pattern) {
        StringBuilder guess = new StringBuilder(pattern);
        for (int at = 0; at < guess.length(); at++) {
            if (guess.charAt(at) == '#') {
                guess.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
        }
        return guess.toString();
    }
}
