package dev.giveback.feedback.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.giveback.feedback.domain.QuestionKind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ScoresTest {
    private static final int ROUNDS = 10_000;

    @Test
    void theNetPromoterScoreIsTheShareOfPromotersLessThatOfDetractors() {
        Scores scores = of(QuestionKind.NPS, 10, 9, 9, 8, 7, 6, 0);

        Interval figure = scores.figure().orElseThrow();

        assertThat(figure.value()).isCloseTo(100.0 / 7, within(1e-9));
        assertThat(figure.n()).isEqualTo(7);
        assertThat(scores.counts()).containsExactly(1L, 0L, 0L, 0L, 0L, 0L, 1L, 1L, 1L, 2L, 1L);
    }

    @Test
    void theIntervalOfTheNetPromoterScoreIsThatOfAMeanOfPlusOneNothingAndMinusOne() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<Integer> given =
                    random.ints(2 + random.nextInt(50), 0, 11).boxed().toList();
            Interval figure = of(QuestionKind.NPS, given).figure().orElseThrow();
            Bounds expected = bounds(given.stream().map(ScoresTest::sign).toList(), 0);

            assertThat(figure.value()).isCloseTo(100 * expected.mean, within(1e-9));
            assertThat(figure.low()).isCloseTo(Math.max(-100, 100 * expected.low), within(1e-9));
            assertThat(figure.high()).isCloseTo(Math.min(100, 100 * expected.high), within(1e-9));
        }
    }

    @Test
    void theSatisfactionIsTheShareOfTheTopTwo() {
        Interval figure = of(QuestionKind.CSAT, 5, 4, 3, 2, 1, 5, 5, 4).figure().orElseThrow();

        assertThat(figure.value()).isCloseTo(62.5, within(1e-9));
        assertThat(figure.low()).isCloseTo(100 * Interval.ofShare(5, 8).low(), within(1e-9));
        assertThat(figure.high()).isCloseTo(100 * Interval.ofShare(5, 8).high(), within(1e-9));
    }

    @Test
    void theEffortIsAMean() {
        Random random = new Random(8);
        for (int round = 0; round < 200; round++) {
            List<Integer> given =
                    random.ints(2 + random.nextInt(50), 1, 8).boxed().toList();
            Interval figure = of(QuestionKind.CES, given).figure().orElseThrow();
            Bounds expected = bounds(given, 1);

            assertThat(figure.value()).isCloseTo(expected.mean, within(1e-9));
            assertThat(figure.low()).isCloseTo(Math.max(1, expected.low), within(1e-9));
            assertThat(figure.high()).isCloseTo(Math.min(7, expected.high), within(1e-9));
        }
    }

    @Test
    void ofOneScoreNothingIsKnownOfTheOthers() {
        assertThat(of(QuestionKind.CES, 6).figure()).hasValue(new Interval(6, 1, 7, 1));
        assertThat(of(QuestionKind.NPS, 9).mean()).hasValue(new Interval(9, 0, 10, 1));
    }

    @Test
    void withoutScoresThereIsNoFigure() {
        assertThat(Scores.none(QuestionKind.NPS).figure()).isEmpty();
        assertThat(Scores.none(QuestionKind.CSAT).mean()).isEmpty();
    }

    @Test
    void aScoreOfAnotherScaleCountsForNothing() {
        assertThat(Scores.none(QuestionKind.CSAT)
                        .with(0, 3)
                        .with(10, 2)
                        .with(5, 1)
                        .n())
                .isEqualTo(1);
    }

    @Test
    void aKindWithoutScoresHasNone() {
        assertThatThrownBy(() -> new Scores(QuestionKind.FREE_TEXT, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FREE_TEXT");
    }

    @Test
    void theNetPromoterScoreIsCoveredAboutAsOftenAsItSays() {
        Random random = new Random(20_111_003);
        int covered = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Scores scores = Scores.none(QuestionKind.NPS);
            for (int answer = 0; answer < 120; answer++) {
                double drawn = random.nextDouble();
                scores = scores.with(drawn < 0.45 ? 10 : drawn < 0.8 ? 8 : 3, 1);
            }
            Interval figure = scores.figure().orElseThrow();
            covered += figure.low() <= 25 && 25 <= figure.high() ? 1 : 0;
        }
        assertThat((double) covered / ROUNDS).isBetween(0.93, 0.97);
    }

    private static int sign(int score) {
        return score >= 9 ? 1 : score <= 6 ? -1 : 0;
    }

    private static Scores of(QuestionKind kind, Integer... given) {
        return of(kind, List.of(given));
    }

    private static Scores of(QuestionKind kind, List<Integer> given) {
        Scores scores = Scores.none(kind);
        for (int score : given) {
            scores = scores.with(score, 1);
        }
        return scores;
    }

    private record Bounds(double mean, double low, double high) {}

    /** By decimal arithmetic over the single values. */
    private static Bounds bounds(List<Integer> values, int lessFreedom) {
        List<BigDecimal> decimals = new ArrayList<>();
        values.forEach(value -> decimals.add(BigDecimal.valueOf(value)));
        BigDecimal n = BigDecimal.valueOf(values.size());
        BigDecimal mean =
                decimals.stream().reduce(BigDecimal.ZERO, BigDecimal::add).divide(n, MathContext.DECIMAL128);
        BigDecimal squares =
                decimals.stream().map(value -> value.subtract(mean).pow(2)).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal error = squares.divide(n.subtract(BigDecimal.valueOf(lessFreedom)), MathContext.DECIMAL128)
                .divide(n, MathContext.DECIMAL128)
                .sqrt(MathContext.DECIMAL128);
        BigDecimal half = error.multiply(new BigDecimal("1.959963984540054"));
        return new Bounds(
                mean.doubleValue(),
                mean.subtract(half).doubleValue(),
                mean.add(half).doubleValue());
    }
}
