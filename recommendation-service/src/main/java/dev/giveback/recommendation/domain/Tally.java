package dev.giveback.recommendation.domain;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Sums by number: an open hash table that is cleared in the time that it took to fill, so its size depends on what a request touches and not on the
 * shop. For one thread.
 */
final class Tally {
    private int[] slots = new int[256];
    private int[] numbers = new int[128];
    private double[] sums = new double[128];
    private int[] order = new int[128];
    private int size;

    void clear() {
        // From the last to the first: then whatever stands in the way of a number is still there when it is looked for.
        for (int i = size - 1; i >= 0; i--) {
            slots[slotOf(numbers[i])] = 0;
        }
        size = 0;
    }

    int size() {
        return size;
    }

    /** The number that came as the given one, counted from 0. */
    int number(int at) {
        return numbers[at];
    }

    double sum(int at) {
        return sums[at];
    }

    void scale(int at, double by) {
        sums[at] *= by;
    }

    double get(int number) {
        int slot = slots[slotOf(number)];
        return slot == 0 ? 0 : sums[slot - 1];
    }

    /** Where the number came, or -1. */
    int find(int number) {
        return slots[slotOf(number)] - 1;
    }

    /** Adds to the number's sum, and gives where it came. */
    int add(int number, double more) {
        int slot = slotOf(number);
        int at = slots[slot] - 1;
        if (at < 0) {
            at = size++;
            slots[slot] = size;
            numbers[at] = number;
            sums[at] = 0;
            if (size == numbers.length) {
                grow();
            }
        }
        sums[at] += more;
        return at;
    }

    private void grow() {
        int larger = numbers.length * 2;
        numbers = Arrays.copyOf(numbers, larger);
        sums = Arrays.copyOf(sums, larger);
        order = new int[larger];
        slots = new int[larger * 2];
        for (int i = 0; i < size; i++) {
            slots[slotOf(numbers[i])] = i + 1;
        }
    }

    private int slotOf(int number) {
        int hash = number * 0x9E3779B9;
        int slot = hash >>> (32 - Integer.numberOfTrailingZeros(slots.length));
        while (slots[slot] != 0 && numbers[slots[slot] - 1] != number) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /** Finds those with the highest sums, ties by the lower number, for {@link #best(int)}; gives how many there are. */
    int rank(int count) {
        return rank(count, number -> true);
    }

    /** The same among the numbers that are wanted. */
    int rank(int count, IntPredicate wanted) {
        int found = 0;
        for (int i = 0; i < size; i++) {
            if (wanted.test(numbers[i])) {
                order[found++] = i;
            }
        }
        int best = Math.min(count, found);
        if (best < found) {
            select(found, best);
        }
        sort(0, best - 1);
        return best;
    }

    /** Where the one of that rank came, as {@link #rank} found it. */
    int best(int rank) {
        return order[rank];
    }

    private boolean before(int left, int right) {
        return sums[left] > sums[right] || (sums[left] == sums[right] && numbers[left] < numbers[right]);
    }

    private void select(int found, int wanted) {
        int low = 0;
        int high = found - 1;
        while (low < high) {
            int middle = partition(low, high);
            if (middle == wanted) {
                return;
            }
            if (middle < wanted) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
    }

    private void sort(int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = partition(low, high);
            if (middle - low < high - middle) {
                sort(low, middle - 1);
                low = middle + 1;
            } else {
                sort(middle + 1, high);
                high = middle - 1;
            }
        }
    }

    private int partition(int low, int high) {
        swap((low + high) >>> 1, high);
        int pivot = order[high];
        int store = low;
        for (int i = low; i < high; i++) {
            if (before(order[i], pivot)) {
                swap(i, store++);
            }
        }
        swap(store, high);
        return store;
    }

    private void swap(int left, int right) {
        int kept = order[left];
        order[left] = order[right];
        order[right] = kept;
    }
}
