package dev.giveback.torture.simulation;

/** A promise was broken. */
final class Broken extends RuntimeException {
    Broken(String what) {
        super(what);
    }

    static void unless(boolean holds, String what, Object actual, Object expected) {
        if (!holds) {
            throw new Broken(what + ": " + actual + " (expected: " + expected + ")");
        }
    }

    static void unlessEqual(String what, Object actual, Object expected) {
        unless(actual.equals(expected), what, actual, expected);
    }
}
