package dev.giveback.torture.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Series that are flat, and such that grow. */
final class TrendTest {
    private final Trend trend = new Trend("it", 0.10);

    private static double[] samples(int count, IntToDoubleFunction each) {
        return IntStream.range(0, count).mapToDouble(each).toArray();
    }

    @Test
    void whatIsRestlessAndFlatIsFlat() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            assertThat(trend.finding(samples(45, i -> 100 + 10 * random.nextGaussian())))
                    .isEmpty();
        }
    }

    @Test
    void whatGrowsIsFoundWhateverTheNoise() {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            assertThat(trend.finding(samples(45, i -> 100 + i + 10 * random.nextGaussian())))
                    .isPresent();
        }
    }

    @Test
    void someOutliersAtTheEndAreNoTrend() {
        assertThat(trend.finding(samples(45, i -> i > 40 ? 1_000 : 100))).isEmpty();
    }

    @Test
    void whatFallsAndWhatGrowsALittleIsFlat() {
        assertThat(trend.finding(samples(45, i -> 100 - i))).isEmpty();
        assertThat(trend.finding(samples(45, i -> 100 + i / 5.0))).isEmpty();
    }

    @Test
    void aFewSamplesProveNothing() {
        assertThat(trend.finding(samples(9, i -> 100))).isPresent();
    }
}
