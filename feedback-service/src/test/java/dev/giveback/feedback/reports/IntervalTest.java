package dev.giveback.feedback.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntervalTest {
    private static final Offset<Double> PRINTED = within(0.00005);
    private static final int ROUNDS = 20_000;

    /** Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3. */
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0.0000, 0.1611", "1, 29, 0.0061, 0.1718"})
    void aShareHasThePublishedBounds(long hits, long n, double low, double high) {
        Interval share = Interval.ofShare(hits, n);

        assertThat(share.low()).isCloseTo(low, PRINTED);
        assertThat(share.high()).isCloseTo(high, PRINTED);
        assertThat(share.n()).isEqualTo(n);
    }

    /** Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10. */
    @ParameterizedTest
    @CsvSource({
        "56, 70, 48, 80, 0.0524, 0.3339",
        "9, 10, 3, 10, 0.1705, 0.8090",
        "6, 7, 2, 7, 0.0582, 0.8062",
        "5, 56, 0, 29, -0.0381, 0.1926",
        "0, 10, 0, 20, -0.1611, 0.2775",
        "10, 10, 0, 10, 0.6075, 1.0000"
    })
    void aDifferenceHasThePublishedBounds(long one, long ofOne, long other, long ofOther, double low, double high) {
        Interval difference = Interval.ofDifference(Interval.ofShare(one, ofOne), Interval.ofShare(other, ofOther));

        assertThat(difference.low()).isCloseTo(low, PRINTED);
        assertThat(difference.high()).isCloseTo(high, PRINTED);
    }

    /** The score interval is where the distance to the share is so many standard errors of the bound itself. */
    @Test
    void theBoundsOfAShareSolveTheEquationThatTheyAreDefinedBy() {
        for (long n = 1; n <= 40; n++) {
            for (long hits = 0; hits <= n; hits++) {
                Interval share = Interval.ofShare(hits, n);
                assertThat(distance(share.value(), share.low(), n)).isCloseTo(hits == 0 ? 0 : 1, within(1e-6));
                assertThat(distance(share.value(), share.high(), n)).isCloseTo(hits == n ? 0 : 1, within(1e-6));
            }
        }
    }

    private static double distance(double share, double bound, long n) {
        double error = 1.959963984540054 * Math.sqrt(bound * (1 - bound) / n);
        return error < 1e-9 ? 0 : Math.abs(share - bound) / error;
    }

    @Test
    void ofNothingAShareMayBeAnything() {
        assertThat(Interval.ofShare(0, 0)).isEqualTo(new Interval(0, 0, 1, 0));
        Interval difference = Interval.ofDifference(Interval.ofShare(0, 0), Interval.ofShare(0, 0));
        assertThat(difference.low()).isEqualTo(-1);
        assertThat(difference.high()).isEqualTo(1);
    }

    @Test
    void aShareIsCoveredAboutAsOftenAsItSays() {
        Random random = new Random(20_111_003);
        int covered = 0;
        int coveredDifference = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Interval one = Interval.ofShare(hits(random, 60, 0.3), 60);
            Interval other = Interval.ofShare(hits(random, 45, 0.2), 45);
            covered += isIn(one, 0.3);
            coveredDifference += isIn(Interval.ofDifference(one, other), 0.1);
        }
        assertThat((double) covered / ROUNDS).isBetween(0.93, 0.97);
        assertThat((double) coveredDifference / ROUNDS).isBetween(0.93, 0.97);
    }

    /** The check of the coverage can fail: an interval half as wide covers much less. */
    @Test
    void anIntervalThatIsTooNarrowIsFoundOut() {
        Random random = new Random(20_111_003);
        int covered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Interval share = Interval.ofShare(hits(random, 60, 0.3), 60);
            double middle = (share.low() + share.high()) / 2;
            double half = (share.high() - share.low()) / 4;
            covered += Math.abs(0.3 - middle) <= half ? 1 : 0;
        }
        assertThat((double) covered / ROUNDS).isLessThan(0.8);
    }

    private static int isIn(Interval interval, double truth) {
        return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
    }

    private static long hits(Random random, int n, double chance) {
        return random.doubles(n).filter(drawn -> drawn < chance).count();
    }
}
