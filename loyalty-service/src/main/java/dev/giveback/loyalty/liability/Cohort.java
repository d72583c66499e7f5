package dev.giveback.loyalty.liability;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Points of one month and what became of them, by their age in months. */
final class Cohort {
    /** How points end. */
    enum End {
        REDEEMED,
        EXPIRED,
        TAKEN_BACK
    }

    private static final long[] NONE = {};

    private final Map<End, long[]> byAge = new EnumMap<>(End.class);
    private long earned;

    void earn(long points) {
        earned = Math.addExact(earned, points);
    }

    long earned() {
        return earned;
    }

    /** Counts points that ended; negative when they were restored. */
    void end(End end, int age, long points) {
        long[] ages = byAge.getOrDefault(end, NONE);
        if (ages.length <= age) {
            ages = Arrays.copyOf(ages, age + 1);
            byAge.put(end, ages);
        }
        ages[age] = Math.addExact(ages[age], points);
    }

    long ended(End end, int age) {
        long[] ages = byAge.getOrDefault(end, NONE);
        return age < ages.length ? ages[age] : 0;
    }

    long ended(End end) {
        long sum = 0;
        for (long points : byAge.getOrDefault(end, NONE)) {
            sum = Math.addExact(sum, points);
        }
        return sum;
    }

    /** Points that have not ended. */
    long open() {
        return earned - ended(End.REDEEMED) - ended(End.EXPIRED) - ended(End.TAKEN_BACK);
    }
}
