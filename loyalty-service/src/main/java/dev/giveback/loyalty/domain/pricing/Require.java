package dev.giveback.loyalty.domain.pricing;

/** Checks of values that a programmer, not a user, is responsible for. */
final class Require {
    private Require() {}

    static long between(long minimum, long value, long maximum, String name) {
        if (value < minimum || value > maximum) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + minimum + " to " + maximum + ")");
        }
        return value;
    }
}
