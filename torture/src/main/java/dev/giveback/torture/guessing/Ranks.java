package dev.giveback.torture.guessing;

import java.util.Arrays;

/** The test of Mann and Whitney: whether one of two samples tends to be larger, whatever the distributions are. Exact order, normal approximation, ties corrected. */
final class Ranks {
    private Ranks() {}

    /** How many standard deviations the rank sum of the first sample is from what is expected of equal ones; positive if the first is larger. */
    static double deviations(long[] first, long[] second) {
        long[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        Arrays.sort(all);
        double rankSum = 0;
        for (long value : first) {
            rankSum += rank(all, value);
        }
        double n = first.length;
        double m = second.length;
        double total = n + m;
        double expected = n * (total + 1) / 2;
        double variance = n * m / 12 * (total + 1 - ties(all) / (total * (total - 1)));
        return variance <= 0 ? 0 : (rankSum - expected) / Math.sqrt(variance);
    }

    /** The middle rank of all that equal it, from 1. */
    private static double rank(long[] sorted, long value) {
        return (bound(sorted, value) + 1 + bound(sorted, value + 1)) / 2.0;
    }

    private static int bound(long[] sorted, long value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double ties(long[] sorted) {
        double sum = 0;
        int at = 0;
        while (at < sorted.length) {
            int end = bound(sorted, sorted[at] + 1);
            double same = end - at;
            sum += same * same * same - same;
            at = end;
        }
        return sum;
    }

    /** How far the quarter points are apart. */
    static long middleHalf(long[] sample) {
        long[] sorted = sample.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4];
    }
}
