package dev.giveback.recommendation.domain;

import java.util.Arrays;

/** Normalised discounted cumulative gain of the first ten, with binary relevance (Järvelin and Kekäläinen, 2002). */
final class Ndcg {
    static final int FIRST = 10;

    private static final double[] GAINS = new double[FIRST];
    private static final double[] IDEALS = new double[FIRST + 1];

    static {
        for (int rank = 0; rank < FIRST; rank++) {
            GAINS[rank] = 1 / (Math.log(rank + 2.0) / Math.log(2));
            IDEALS[rank + 1] = IDEALS[rank] + GAINS[rank];
        }
    }

    private Ndcg() {}

    /** Of a list of products, best first, by the sorted ones that were wanted, of which there is at least one. */
    static double of(int[] list, int[] wanted) {
        double sum = 0;
        for (int rank = 0; rank < Math.min(FIRST, list.length); rank++) {
            sum += Arrays.binarySearch(wanted, list[rank]) >= 0 ? GAINS[rank] : 0;
        }
        return sum / IDEALS[Math.min(FIRST, wanted.length)];
    }
}
