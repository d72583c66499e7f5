package dev.giveback.torture.suite;

/** How long somebody is willing to wait. */
public enum Scale {
    /** Some seconds a suite: with every build. */
    SMALL,
    /** What {@code docs/RELIABILITY.md} promises. */
    FULL
}
