package dev.giveback.torture.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Spoils bytes: some of them, their order, or how many there are. */
final class Mutator {
    /** The longest input that is made. */
    static final int MOST_BYTES = 64 << 10;

    /** Lengths and numbers at the ends of their kinds, as varints. */
    private static final byte[][] EDGES = {
        {0},
        {1},
        {0x7f},
        {(byte) 0xff, 1},
        {(byte) 0x80, (byte) 0x80, 1},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7},
        {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 15},
        {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1},
        {-128, -128, -128, -128, -128, -128, -128, -128, -128, 1},
    };

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** The input, spoilt up to four times; one in four stays as it is. */
    byte[] spoilt(byte[] input) {
        byte[] bytes = input;
        int times = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(4);
        for (int time = 0; time < times; time++) {
            bytes = once(bytes);
        }
        return bytes.length <= MOST_BYTES ? bytes : Arrays.copyOf(bytes, MOST_BYTES);
    }

    private byte[] once(byte[] bytes) {
        if (bytes.length == 0) {
            return random(1 + random.nextInt(16));
        }
        int at = random.nextInt(bytes.length);
        int end = at + 1 + random.nextInt(Math.min(32, bytes.length - at));
        return switch (random.nextInt(8)) {
            case 0 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 1 -> with(bytes, at, (byte) random.nextInt());
            case 2 -> with(bytes, at, (byte) (bytes[at] + (random.nextBoolean() ? 1 : -1)));
            case 3 -> replaced(bytes, at, at, random(1 + random.nextInt(16)));
            case 4 -> replaced(bytes, at, end, new byte[0]);
            case 5 -> replaced(bytes, end, end, Arrays.copyOfRange(bytes, at, end));
            case 6 -> replaced(bytes, at, at + 1, EDGES[random.nextInt(EDGES.length)]);
            default -> Arrays.copyOf(bytes, at);
        };
    }

    private byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] copy = bytes.clone();
        copy[at] = value;
        return copy;
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] by) {
        byte[] made = new byte[bytes.length - (to - from) + by.length];
        System.arraycopy(bytes, 0, made, 0, from);
        System.arraycopy(by, 0, made, from, by.length);
        System.arraycopy(bytes, to, made, from + by.length, bytes.length - to);
        return made;
    }
}
