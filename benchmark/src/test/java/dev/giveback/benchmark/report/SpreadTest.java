package dev.giveback.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class SpreadTest {
    @Test
    void theMedianIsTheMiddleWhateverTheOrder() {
        assertThat(Spread.of(List.of(30.0, 10.0, 20.0))).isEqualTo(new Spread(20, 10, 30));
        assertThat(Spread.of(List.of(5.0))).isEqualTo(new Spread(5, 5, 5));
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 100.0))).isEqualTo(new Spread(3, 1, 100));
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessage("figures: none (expected: >= 1)");
    }

    @Test
    void mergingKeepsEveryCallOfEveryRound() {
        Histogram fast = new Histogram(1, 1_000_000_000, 3);
        fast.recordValueWithCount(1_000_000, 98);
        Histogram slow = new Histogram(1, 1_000_000_000, 3);
        slow.recordValueWithCount(500_000_000, 2);

        Latency merged = Latency.merge(List.of(Latency.of(fast), Latency.of(slow)));

        assertThat(merged.count()).isEqualTo(100);
        assertThat(merged.p50()).isCloseTo(1000, within(1.0));
        assertThat(merged.p99())
                .as("no percentile of one round alone tells this")
                .isCloseTo(500_000, within(500.0));
        assertThat(merged.max()).isCloseTo(500_000, within(500.0));
        assertThat(merged.mean()).isCloseTo(0.98 * 1000 + 0.02 * 500_000, within(20.0));
    }
}
