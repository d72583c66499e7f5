package dev.giveback.torture.suite;

/**
 * What a suite stands for.
 *
 * @param number in the table of {@code docs/RELIABILITY.md}
 * @param name by which it is asked for: one word
 * @param words the promise, in one or two plain sentences
 * @param reality what of it runs as it does in production, and what is simulated
 */
public record Promise(int number, String name, String words, String reality) {
    /** Checks the name. */
    public Promise {
        if (!name.matches("[a-z][a-z-]*")) {
            throw new IllegalArgumentException("name: " + name + " (expected: small letters and hyphens)");
        }
    }
}
