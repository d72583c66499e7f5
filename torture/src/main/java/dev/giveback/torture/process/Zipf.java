package dev.giveback.torture.process;

import java.util.Arrays;
import java.util.Random;

/** Customers as they come: the second comes half as often as the first, the third a third as often, and so on. */
final class Zipf {
    private final double[] upTo;

    Zipf(int customers) {
        upTo = new double[customers];
        double sum = 0;
        for (int i = 0; i < customers; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
    }

    /** The next one, from 0. */
    int next(Random random) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
        return Math.min(upTo.length - 1, found < 0 ? -found - 1 : found);
    }
}
