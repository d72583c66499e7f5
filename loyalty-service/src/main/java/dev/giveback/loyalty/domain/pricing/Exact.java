package dev.giveback.loyalty.domain.pricing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Whole-number arithmetic that neither overflows nor rounds but where it says so. */
public final class Exact {
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
    /** Up to these many weights of these many bits altogether, a remainder and a place fit into one long. */
    private static final int PACKED_PLACE_BITS = 12;

    private static final int PACKED_SUM_BITS = 50;

    private Exact() {}

    /** floor(a × b ÷ c) for a, b ≥ 0 and c > 0, but at most {@link Long#MAX_VALUE}. */
    public static long multiplyDivide(long a, long b, long c) {
        if (fits(a, b)) {
            return a * b / c;
        }
        return product(a, b).divide(BigInteger.valueOf(c)).min(LARGEST).longValueExact();
    }

    /** The least n with n × c ≥ a × b, for a, b ≥ 0 and c > 0, but at most {@link Long#MAX_VALUE}. */
    public static long multiplyDivideUp(long a, long b, long c) {
        long down = multiplyDivide(a, b, c);
        return down == Long.MAX_VALUE || multiplyRemainder(a, b, c) == 0 ? down : down + 1;
    }

    /** Whether a × b is less than, equal to or greater than c × d: negative, 0 or positive; all ≥ 0. */
    public static int compareProducts(long a, long b, long c, long d) {
        int high = Long.compare(Math.multiplyHigh(a, b), Math.multiplyHigh(c, d));
        return high != 0 ? high : Long.compareUnsigned(a * b, c * d);
    }

    /** The sum, which must not overflow. */
    public static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum = Math.addExact(sum, value);
        }
        return sum;
    }

    /**
     * Spreads a whole over weights by largest remainder (Hamilton's method): each part is rounded down, and what is missing goes,
     * one each, to the largest remainders; of equal ones to the first. The parts add up to the whole.
     *
     * @param whole ≥ 0
     * @param weights ≥ 0, of a sum > 0 unless the whole is 0
     */
    public static long[] spread(long whole, long[] weights) {
        long[] parts = new long[weights.length];
        if (whole == 0) {
            return parts;
        }
        long sum = sum(weights);
        long[] remainders = new long[weights.length];
        long missing = whole;
        for (int i = 0; i < weights.length; i++) {
            parts[i] = multiplyDivide(whole, weights[i], sum);
            remainders[i] = multiplyRemainder(whole, weights[i], sum);
            missing -= parts[i];
        }
        for (int place : largest(remainders, sum, Math.toIntExact(missing))) {
            parts[place]++;
        }
        return parts;
    }

    /**
     * The same over weights of any size.
     *
     * @param weights ≥ 0, of a sum > 0
     */
    public static long[] spread(long whole, BigInteger[] weights) {
        BigInteger sum = Arrays.stream(weights).reduce(BigInteger.ZERO, BigInteger::add);
        long[] parts = new long[weights.length];
        BigInteger[] remainders = new BigInteger[weights.length];
        long missing = whole;
        for (int i = 0; i < weights.length; i++) {
            BigInteger[] shares = BigInteger.valueOf(whole).multiply(weights[i]).divideAndRemainder(sum);
            parts[i] = shares[0].longValueExact();
            remainders[i] = shares[1];
            missing -= parts[i];
        }
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> remainders[i]).reversed())
                .limit(missing)
                .forEach(i -> parts[i]++);
        return parts;
    }

    /** The places of the largest remainders; packed into one long each where they fit, because boxed sorting is ten times as slow. */
    private static int[] largest(long[] remainders, long sum, int count) {
        if (count == 0) {
            return new int[0];
        }
        if (sum >= 1L << PACKED_SUM_BITS || remainders.length >= 1 << PACKED_PLACE_BITS) {
            return IntStream.range(0, remainders.length)
                    .boxed()
                    .sorted(Comparator.comparingLong((Integer i) -> -remainders[i]))
                    .limit(count)
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        int mask = (1 << PACKED_PLACE_BITS) - 1;
        long[] packed = new long[remainders.length];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = remainders[i] << PACKED_PLACE_BITS | (mask - i);
        }
        Arrays.sort(packed);
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = mask - (int) (packed[packed.length - 1 - i] & mask);
        }
        return places;
    }

    /** (a × b) mod c for a, b ≥ 0 and c > 0. */
    private static long multiplyRemainder(long a, long b, long c) {
        if (fits(a, b)) {
            return a * b % c;
        }
        return product(a, b).mod(BigInteger.valueOf(c)).longValueExact();
    }

    private static boolean fits(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0;
    }

    private static BigInteger product(long a, long b) {
        return BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }
}
