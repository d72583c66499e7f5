package dev.giveback.loyalty.liability;

import java.util.Arrays;

/** Points of one month and what became of them, by their age in months. */
final class Cohort {
    /** How points end. */
    enum End {
        REDEEMED,
        EXPIRED,
        TAKEN_BACK
    }

    private final long[][] byAge = new long[End.values().length][0];
    private long earned;

    void earn(long points) {
        earned = Math.addExact(earned, points);
    }

    long earned() {
        return earned;
    }

    /** Counts points that ended; negative when they were restored. */
    void end(End end, int age, long points) {
        long[] ages = byAge[end.ordinal()];
        if (ages.length <= age) {
            ages = Arrays.copyOf(ages, age + 1);
            byAge[end.ordinal()] = ages;
        }
        ages[age] = Math.addExact(ages[age], points);
    }

    long ended(End end, int age) {
        long[] ages = byAge[end.ordinal()];
        return age < ages.length ? ages[age] : 0;
    }

    long ended(End end) {
        long sum = 0;
        for (long points : byAge[end.ordinal()]) {
            sum = Math.addExact(sum, points);
        }
        return sum;
    }

    /** Points that have not ended. */
    long open() {
        return earned - ended(End.REDEEMED) - ended(End.EXPIRED) - ended(End.TAKEN_BACK);
    }
}
