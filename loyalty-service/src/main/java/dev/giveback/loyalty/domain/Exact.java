package dev.giveback.loyalty.domain;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Whole-number arithmetic of points that neither overflows nor rounds but where it says so. */
final class Exact {
    private Exact() {}

    /** floor(a × b ÷ c) for a, b ≥ 0 and c > 0, but at most {@link Limits#MAX_COUNTED}. */
    static long multiplyDivide(long a, long b, long c) {
        if (Math.multiplyHigh(a, b) == 0 && a * b >= 0) {
            return Math.min(Limits.MAX_COUNTED, a * b / c);
        }
        return product(a, b)
                .divide(BigInteger.valueOf(c))
                .min(BigInteger.valueOf(Limits.MAX_COUNTED))
                .longValueExact();
    }

    /** (a × b) mod c for a, b ≥ 0 and c > 0. */
    private static long multiplyRemainder(long a, long b, long c) {
        if (Math.multiplyHigh(a, b) == 0 && a * b >= 0) {
            return a * b % c;
        }
        return product(a, b).mod(BigInteger.valueOf(c)).longValueExact();
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    /**
     * Spreads a whole over weights by largest remainder (Hamilton's method): each part is rounded down, and what is missing goes,
     * one each, to the largest remainders; of equal ones to the first. The parts add up to the whole.
     *
     * @param whole 0 to {@link Limits#MAX_COUNTED}
     * @param weights ≥ 0, of a sum > 0
     */
    static long[] spread(long whole, long[] weights) {
        long sum = IntStream.range(0, weights.length).mapToLong(i -> weights[i]).reduce(0, Math::addExact);
        long[] parts = new long[weights.length];
        long[] remainders = new long[weights.length];
        long missing = whole;
        for (int i = 0; i < weights.length; i++) {
            parts[i] = multiplyDivide(whole, weights[i], sum);
            remainders[i] = multiplyRemainder(whole, weights[i], sum);
            missing -= parts[i];
        }
        if (missing > 0) {
            IntStream.range(0, weights.length)
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer i) -> -remainders[i]))
                    .limit(missing)
                    .forEach(i -> parts[i]++);
        }
        return parts;
    }
}
