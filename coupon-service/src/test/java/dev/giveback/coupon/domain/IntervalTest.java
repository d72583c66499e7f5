package dev.giveback.coupon.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intervals, against worked examples that were published and against figures calculated elsewhere. */
final class IntervalTest {
    private static Group returned(long hits, long customers) {
        return new Group(customers, hits, 0, hits, 0, 0, 0);
    }

    private static Group spent(long customers, double mean, double variance) {
        return new Group(customers, 0, 0, 0, 0, mean, variance);
    }

    /** Newcombe 1998, Statistics in Medicine 17:873-890, table II, the rows of method 10. */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "0, 10, 0, 10, -0.2775, 0.2775",
        "10, 10, 0, 20, 0.6791, 1.0000",
        "10, 10, 0, 10, 0.6075, 1.0000",
    })
    void thePublishedExamplesOfNewcombe(long a, long m, long b, long n, double lower, double upper) {
        Interval interval =
                Interval.ofReturnRates(returned(a, m), returned(b, n)).orElseThrow();

        assertThat(interval.estimate()).isCloseTo((double) a / m - (double) b / n, within(1e-12));
        assertThat(interval.lower()).isCloseTo(lower, within(0.00005));
        assertThat(interval.upper()).isCloseTo(upper, within(0.00005));
    }

    /** Newcombe 1998, Statistics in Medicine 17:857-872, table I, the rows of method 3. */
    @ParameterizedTest
    @CsvSource({
        "81, 263, 0.2553, 0.3662",
        "15, 148, 0.0624, 0.1605",
        "0, 20, 0.0000, 0.1611",
        "1, 29, 0.0061, 0.1718",
    })
    void thePublishedExamplesOfWilson(long hits, long tries, double lower, double upper) {
        Interval interval = Interval.wilson(hits, tries);

        assertThat(interval.lower()).isCloseTo(lower, within(0.00005));
        assertThat(interval.upper()).isCloseTo(upper, within(0.00005));
    }

    @Test
    void theMeansOfTwoGroups() {
        // 1.959963984540054 * sqrt(400 / 50 + 900 / 60) = 9.399657…
        Interval interval =
                Interval.ofMeans(spent(50, 120, 400), spent(60, 100, 900)).orElseThrow();

        assertThat(interval.estimate()).isEqualTo(20);
        assertThat(interval.lower()).isCloseTo(20 - 9.399657, within(1e-5));
        assertThat(interval.upper()).isCloseTo(20 + 9.399657, within(1e-5));
    }

    @Test
    void groupsThatSayNothingHaveNoInterval() {
        assertThat(Interval.ofReturnRates(returned(0, 0), returned(1, 2))).isEmpty();
        assertThat(Interval.ofReturnRates(returned(1, 2), returned(0, 0))).isEmpty();
        assertThat(Interval.ofMeans(spent(1, 5, 0), spent(9, 5, 1))).isEmpty();
        assertThat(Interval.ofMeans(spent(9, 5, 1), spent(1, 5, 0))).isEmpty();
        assertThat(returned(0, 0).returnRate()).isZero();
    }
}
