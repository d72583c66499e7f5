package dev.giveback.loyalty.domain.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The arithmetic of points against numbers of any size. */
final class ExactTest {
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
    /** Just above what two factors may be together for a long, and for the packed sort. */
    private static final long[] EDGES = {
        0,
        1,
        2,
        3,
        1L << 31,
        (1L << 32) - 1,
        1L << 32,
        1L << 49,
        (1L << 50) - 1,
        1L << 50,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };

    private static long any(Random random) {
        return random.nextInt(4) == 0
                ? EDGES[random.nextInt(EDGES.length)]
                : random.nextLong() >>> (1 + random.nextInt(63));
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }

    @Test
    void productsAreDividedAndComparedAsNumbersOfAnySizeAre() {
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            long a = any(random);
            long b = any(random);
            long c = Math.max(1, any(random));
            long d = any(random);
            BigInteger[] shares = big(a).multiply(big(b)).divideAndRemainder(big(c));
            BigInteger up = shares[0].add(big(shares[1].signum()));
            assertThat(Exact.multiplyDivide(a, b, c))
                    .as("%s × %s ÷ %s", a, b, c)
                    .isEqualTo(shares[0].min(LARGEST).longValueExact());
            assertThat(Exact.multiplyDivideUp(a, b, c))
                    .as("%s × %s ÷ %s, rounded up", a, b, c)
                    .isEqualTo(up.min(LARGEST).longValueExact());
            assertThat(Integer.signum(Exact.compareProducts(a, b, c, d)))
                    .as("%s × %s beside %s × %s", a, b, c, d)
                    .isEqualTo(big(a).multiply(big(b)).compareTo(big(c).multiply(big(d))));
        }
    }

    @Test
    void aWholeIsSpreadByLargestRemainder() {
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            int places = 1 + random.nextInt(8);
            int bits = 1 + random.nextInt(59);
            assertSpread(random.nextLong() >>> (1 + random.nextInt(63)), weights(random, places, bits));
        }
    }

    /** More places than fit into one number with their remainders, and sums on either side of what does. */
    @Test
    void theSameHoldsForVeryManyPlacesAndVeryLargeSums() {
        Random random = new Random(3);
        for (int places : List.of(4_095, 4_096, 4_097)) {
            assertSpread(1_000_003, weights(random, places, 20));
        }
        for (long sum : List.of((1L << 50) - 1, 1L << 50, (1L << 50) + 1)) {
            assertSpread(1_000_003, new long[] {sum / 3, sum / 3, sum - sum / 3 - sum / 3});
            assertSpread(5, new long[] {1, sum - 3, 2});
        }
    }

    @Test
    void ofEqualRemaindersTheFirstGetOneMore() {
        assertThat(Exact.spread(5, new long[] {1, 1, 1})).containsExactly(2, 2, 1);
        assertThat(Exact.spread(5, new long[] {1L << 55, 1L << 55, 1L << 55})).containsExactly(2, 2, 1);
        assertThat(Exact.spread(5, bigs(new long[] {1, 1, 1}))).containsExactly(2, 2, 1);
    }

    @Test
    void nothingIsSpreadOverNothing() {
        assertThat(Exact.spread(0, new long[] {0, 0})).containsExactly(0, 0);
        assertThat(Exact.spread(0, new long[0])).isEmpty();
    }

    @Test
    void aSumThatIsTooLargeIsNone() {
        assertThat(Exact.sum(new long[] {Long.MAX_VALUE - 1, 1})).isEqualTo(Long.MAX_VALUE);
        assertThatThrownBy(() -> Exact.sum(new long[] {Long.MAX_VALUE, 1})).isInstanceOf(ArithmeticException.class);
    }

    private static long[] weights(Random random, int places, int bits) {
        long[] weights = new long[places];
        for (int i = 0; i < places; i++) {
            // Few different ones, so that remainders are equal now and then.
            weights[i] = random.nextInt(3) == 0 ? 7 : random.nextLong() >>> (64 - bits);
        }
        weights[random.nextInt(places)] = 1;
        return weights;
    }

    private static void assertSpread(long whole, long[] weights) {
        long[] expected = naive(whole, weights);
        assertThat(Exact.spread(whole, weights))
                .as("%s over %s", whole, Arrays.toString(weights))
                .isEqualTo(expected);
        assertThat(Exact.spread(whole, bigs(weights)))
                .as("%s over %s", whole, Arrays.toString(weights))
                .isEqualTo(expected);
        assertThat(Arrays.stream(expected).sum()).isEqualTo(whole);
    }

    private static BigInteger[] bigs(long[] weights) {
        return Arrays.stream(weights).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
    }

    /** One after another: whoever is furthest below its exact share, compared as fractions, gets the next one. */
    private static long[] naive(long whole, long[] weights) {
        BigInteger sum = Arrays.stream(weights).mapToObj(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        long[] parts = new long[weights.length];
        List<Integer> places = new ArrayList<>();
        BigInteger given = BigInteger.ZERO;
        for (int i = 0; i < weights.length; i++) {
            parts[i] = big(whole).multiply(big(weights[i])).divide(sum).longValueExact();
            given = given.add(big(parts[i]));
            places.add(i);
        }
        places.sort(Comparator.comparing(
                (Integer i) -> big(parts[i]).multiply(sum).subtract(big(whole).multiply(big(weights[i])))));
        int missing = big(whole).subtract(given).intValueExact();
        places.subList(0, missing).forEach(i -> parts[i]++);
        return parts;
    }
}
