package dev.giveback.torture.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** How often customers come. */
final class ZipfTest {
    @Test
    void theFirstComesTwiceAsOftenAsTheSecondAndTenTimesAsOftenAsTheTenth() {
        int[] seen = new int[100];
        Random random = new Random(1);
        Zipf zipf = new Zipf(seen.length);
        for (int i = 0; i < 1_000_000; i++) {
            seen[zipf.next(random)]++;
        }
        assertThat((double) seen[0] / seen[1]).isCloseTo(2, within(0.05));
        assertThat((double) seen[0] / seen[9]).isCloseTo(10, within(0.5));
        assertThat(seen[99]).isPositive();
    }
}
