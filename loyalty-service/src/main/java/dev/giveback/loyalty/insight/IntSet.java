package dev.giveback.loyalty.insight;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A set of numbers as a row keeps it: ascending, four bytes each. It never changes. */
final class IntSet {
    static final IntSet EMPTY = new IntSet(new int[0]);

    private final int[] ascending;

    private IntSet(int[] ascending) {
        this.ascending = ascending;
    }

    static IntSet read(byte[] stored) {
        int[] numbers = new int[stored.length / Integer.BYTES];
        ByteBuffer.wrap(stored).asIntBuffer().get(numbers);
        return new IntSet(numbers);
    }

    byte[] stored() {
        ByteBuffer bytes = ByteBuffer.allocate(ascending.length * Integer.BYTES);
        bytes.asIntBuffer().put(ascending);
        return bytes.array();
    }

    boolean isEmpty() {
        return ascending.length == 0;
    }

    int first() {
        return ascending[0];
    }

    int[] numbers() {
        return ascending.clone();
    }

    boolean contains(int number) {
        return Arrays.binarySearch(ascending, number) >= 0;
    }

    /** Whether any number from one to another, both included, is in it. */
    boolean hasAnyOf(int from, int to) {
        int at = Arrays.binarySearch(ascending, from);
        int next = at >= 0 ? at : -at - 1;
        return next < ascending.length && ascending[next] <= to;
    }

    /** With this number; the same set when it has it. */
    IntSet with(int number) {
        int at = Arrays.binarySearch(ascending, number);
        if (at >= 0) {
            return this;
        }
        int place = -at - 1;
        int[] more = Arrays.copyOf(ascending, ascending.length + 1);
        System.arraycopy(ascending, place, more, place + 1, ascending.length - place);
        more[place] = number;
        return new IntSet(more);
    }
}
