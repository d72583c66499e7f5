package dev.giveback.benchmark.load;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Picks which customer the next call is about: numbers from 1 to {@link #count()}. */
public sealed interface Customers {
    /** How many there are. */
    int count();

    /** The number of a customer; any thread may ask. */
    int pick();

    /** Every customer equally often. */
    static Customers uniform(int count) {
        return new Uniform(count);
    }

    /**
     * Customer k in proportion to 1 / k^exponent, as pgbench's {@code random_zipfian} picks.
     *
     * @param exponent greater than 1
     */
    static Customers zipf(int count, double exponent) {
        return new Zipf(cumulative(count, exponent));
    }

    private static double[] cumulative(int count, double exponent) {
        double[] sums = new double[checked(count)];
        double sum = 0;
        for (int index = 0; index < count; index++) {
            sum += Math.pow(index + 1.0, -exponent);
            sums[index] = sum;
        }
        return sums;
    }

    private static int checked(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("customers: " + count + " (expected: >= 1)");
        }
        return count;
    }

    /** Every customer equally often. */
    record Uniform(int count) implements Customers {
        /** Checks the count. */
        public Uniform {
            checked(count);
        }

        @Override
        public int pick() {
            return ThreadLocalRandom.current().nextInt(count) + 1;
        }
    }

    /** Few customers often, many seldom. */
    final class Zipf implements Customers {
        private final double[] cumulative;

        private Zipf(double[] cumulative) {
            this.cumulative = cumulative;
        }

        @Override
        public int count() {
            return cumulative.length;
        }

        @Override
        public int pick() {
            return at(ThreadLocalRandom.current().nextDouble());
        }

        /** The customer at a point of the distribution, 0 (inclusive) to 1 (exclusive). */
        int at(double point) {
            int found = Arrays.binarySearch(cumulative, point * cumulative[cumulative.length - 1]);
            return Math.min(found >= 0 ? found + 1 : -found - 1, cumulative.length - 1) + 1;
        }
    }
}
