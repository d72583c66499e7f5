package dev.giveback.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SurveySampleTest {
    /** The numbers of the real shop's invoices. */
    private static final List<String> INVOICES =
            IntStream.range(489_434, 530_000).mapToObj(Integer::toString).toList();

    @Test
    void whatIsSaidOfTheSampleIsTrueInTheLongRun() {
        List<String> asked = INVOICES.stream().filter(SurveySample::isAsked).toList();
        List<String> answered = asked.stream().filter(SurveySample::answers).toList();
        long promoters = answered.stream()
                .filter(invoice -> SurveySample.score(invoice) >= 9)
                .count();
        long detractors = answered.stream()
                .filter(invoice -> SurveySample.score(invoice) <= 6)
                .count();

        assertThat(share(asked.size(), INVOICES.size())).isCloseTo(0.1, within(0.01));
        assertThat(share(answered.size(), asked.size())).isCloseTo(0.6, within(0.03));
        assertThat(share(promoters, answered.size())).isCloseTo(0.5, within(0.03));
        assertThat(share(detractors, answered.size())).isCloseTo(0.2, within(0.03));
    }

    @Test
    void everyScoreIsOfTheScaleAndEveryTextFitsIt() {
        assertThat(INVOICES)
                .allSatisfy(invoice -> assertThat(SurveySample.score(invoice)).isBetween(0, 10));
        assertThat(INVOICES.stream().map(SurveySample::score).distinct()).hasSize(11);
        assertThat(INVOICES)
                .anySatisfy(invoice -> assertThat(SurveySample.text(invoice)).isEmpty());
        assertThat(INVOICES.stream()
                        .filter(invoice -> SurveySample.score(invoice) >= 9)
                        .flatMap(invoice -> SurveySample.text(invoice).stream()))
                .doesNotContain("Too expensive for what it is");
    }

    @Test
    void theScoreIsSummedByItsDefinition() {
        List<Long> counts = new ArrayList<>(List.of(1L, 0L, 0L, 0L, 0L, 0L, 1L, 5L, 5L, 4L, 4L));

        // 8 promoters and 2 detractors of 20.
        assertThat(SurveyReadings.score(counts)).isEqualTo(30.0);
        assertThat(SurveyReadings.score(List.of(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L)))
                .isZero();
    }

    private static double share(long part, long whole) {
        return (double) part / whole;
    }
}
