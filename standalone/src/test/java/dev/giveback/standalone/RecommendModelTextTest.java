package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.recommendation.v1.GetOutcomeReportResponse;
import dev.giveback.recommendation.v1.ListBoughtTogetherResponse;
import dev.giveback.recommendation.v1.OutcomeRow;
import dev.giveback.recommendation.v1.Personalization;
import dev.giveback.recommendation.v1.RecommendResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What recommendations and their outcomes are told as. */
final class RecommendModelTextTest {
    private static OutcomeRow row(Personalization personalization, long customers, int gainPpm) {
        return OutcomeRow.newBuilder()
                .setPersonalization(personalization)
                .setCustomers(customers)
                .setHitRatePpm(150_000)
                .setHalfWidthPpm(customers < 2 ? 0 : 20_000)
                .setGainPpm(gainPpm)
                .setGainHalfWidthPpm(gainPpm == 0 ? 0 : 30_000)
                .build();
    }

    @Test
    void tooFewCustomersAreADash() {
        List<String> lines = RecommendModelText.lines(
                7,
                GetOutcomeReportResponse.newBuilder()
                        .addByPersonalization(row(Personalization.PERSONALIZATION_PERSONAL, 40, 90_000))
                        .addByPersonalization(row(Personalization.PERSONALIZATION_NO_HISTORY, 5, 0))
                        .addByPersonalization(row(Personalization.PERSONALIZATION_HELD_OUT, 9, 0))
                        .addByPersonalization(row(Personalization.PERSONALIZATION_HELD_OUT_NO_HISTORY, 1, 0))
                        .addByStrategy(row(Personalization.PERSONALIZATION_UNSPECIFIED, 1, 0))
                        .build());

        assertThat(lines.get(2))
                .contains("personal ")
                .contains("15.00 ± 2.00 %")
                .endsWith("9.00 ± 3.00 %");
        assertThat(lines.get(3))
                .contains("no history ")
                .contains("15.00 ± 2.00 %")
                .endsWith("–");
        assertThat(lines.get(4))
                .contains("held out ")
                .contains("15.00 ± 2.00 %")
                .doesNotContain("–");
        assertThat(lines.get(5)).contains("held out no history ").contains("–");
        assertThat(lines.get(8)).contains("–").doesNotContain("±");
    }

    @Test
    void whatHasNothingSaysWhy() {
        assertThat(RecommendText.lines("anna", RecommendResponse.getDefaultInstance()))
                .last()
                .asString()
                .contains("nothing: the options leave none")
                .doesNotContain("no such product");
        assertThat(RecommendText.lines(ListBoughtTogetherResponse.getDefaultInstance()))
                .first()
                .asString()
                .contains("nothing: there is no such product");
    }
}
