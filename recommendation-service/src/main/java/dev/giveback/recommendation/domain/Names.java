package dev.giveback.recommendation.domain;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Gives each name a small number, counted from 0. One thread adds and removes, any thread looks up: an open hash table of numbers beside the
 * names, about 12 bytes a name beside the text.
 */
final class Names {
    /** What a lookup gives for a name that is not there. */
    static final int ABSENT = -1;

    private static final int REMOVED = -1;

    private final Table<String> names = new Table<>();
    private volatile AtomicIntegerArray slots = new AtomicIntegerArray(64);
    private volatile int size;
    private int used;

    /** How many numbers were given, including those of removed names. */
    int size() {
        return size;
    }

    /** The name, or null if it was removed. */
    @Nullable
    String name(int number) {
        return names.get(number);
    }

    int find(String name) {
        AtomicIntegerArray now = slots;
        for (int slot = first(name, now); ; slot = (slot + 1) & (now.length() - 1)) {
            int held = now.getAcquire(slot);
            if (held == 0) {
                return ABSENT;
            }
            if (held > 0 && name.equals(names.get(held - 1))) {
                return held - 1;
            }
        }
    }

    int add(String name) {
        int found = find(name);
        if (found != ABSENT) {
            return found;
        }
        int number = skip();
        names.set(number, name);
        if ((used + 1) * 3L > slots.length() * 2L) {
            rehash();
        } else {
            put(slots, name, number);
            used++;
        }
        return number;
    }

    /** Gives the next number to no name, as a removed name leaves it. */
    int skip() {
        int number = size;
        size = number + 1;
        return number;
    }

    void remove(int number) {
        String name = names.get(number);
        if (name == null) {
            return;
        }
        AtomicIntegerArray now = slots;
        int slot = first(name, now);
        while (now.getPlain(slot) != number + 1) {
            slot = (slot + 1) & (now.length() - 1);
        }
        now.setRelease(slot, REMOVED);
        names.set(number, null);
    }

    private void rehash() {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            kept += names.get(i) == null ? 0 : 1;
        }
        AtomicIntegerArray larger = new AtomicIntegerArray(Integer.highestOneBit(Math.max(32, kept)) * 4);
        for (int i = 0; i < size; i++) {
            String name = names.get(i);
            if (name != null) {
                put(larger, name, i);
            }
        }
        used = kept;
        slots = larger;
    }

    private static void put(AtomicIntegerArray slots, String name, int number) {
        int slot = first(name, slots);
        while (slots.getPlain(slot) != 0) {
            slot = (slot + 1) & (slots.length() - 1);
        }
        slots.setRelease(slot, number + 1);
    }

    private static int first(String name, AtomicIntegerArray slots) {
        int hash = name.hashCode() * 0x9E3779B9;
        return (hash ^ (hash >>> 15)) & (slots.length() - 1);
    }

    /** The numbers in the order of their names; removed ones are left out. */
    int[] inOrder() {
        Integer[] numbers = new Integer[size];
        Arrays.setAll(numbers, i -> i);
        return Arrays.stream(numbers)
                .filter(number -> names.get(number) != null)
                .sorted((left, right) -> nameOf(left).compareTo(nameOf(right)))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private String nameOf(int number) {
        String name = names.get(number);
        return name == null ? "" : name;
    }
}
