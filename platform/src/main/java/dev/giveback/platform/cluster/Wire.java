package dev.giveback.platform.cluster;

/** The kinds of values in a message; a number is never given to another kind. */
final class Wire {
    static final byte NOTHING = 0;
    static final byte FALSE = 1;
    static final byte TRUE = 2;
    static final byte WHOLE = 3;
    static final byte FRACTION = 4;
    static final byte TEXT = 5;
    static final byte BYTES = 6;
    static final byte LIST = 7;
    static final byte RECORD = 8;

    private Wire() {}
}
