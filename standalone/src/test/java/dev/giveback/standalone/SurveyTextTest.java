package dev.giveback.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.feedback.v1.Figure;
import dev.giveback.feedback.v1.GetReturnReportResponse;
import dev.giveback.feedback.v1.GetSurveyReportResponse;
import dev.giveback.feedback.v1.Share;
import org.junit.jupiter.api.Test;

/** What is told of surveys, the empty case too. */
final class SurveyTextTest {
    private static final Share HALF = Share.newBuilder()
            .setValue(0.5)
            .setLow(0.25)
            .setHigh(0.75)
            .setN(1_200)
            .build();

    @Test
    void emptyGroupsAreToldInPlainWords() {
        GetReturnReportResponse report =
                GetReturnReportResponse.newBuilder().setDays(28).build();

        assertThat(SurveyReturnsCommand.lines(report))
                .containsExactly(
                        "Bought again within 28 days",
                        "  asked       nobody has had 28 days to come back in yet",
                        "  held out    nobody has had 28 days to come back in yet",
                        "  difference  can be told as soon as both groups have somebody");
    }

    @Test
    void oneGroupAloneIsToldAndNotCompared() {
        GetReturnReportResponse report = GetReturnReportResponse.newBuilder()
                .setDays(28)
                .setAsked(HALF)
                .setInvited(900)
                .build();

        assertThat(SurveyReturnsCommand.lines(report))
                .contains("  asked       50.0 % (25.0 to 75.0, of 1,200); 900 of them were invited")
                .contains("  held out    nobody has had 28 days to come back in yet")
                .contains("  difference  can be told as soon as both groups have somebody");
    }

    @Test
    void bothGroupsAreCompared() {
        GetReturnReportResponse report = GetReturnReportResponse.newBuilder()
                .setDays(7)
                .setAsked(HALF)
                .setHeldOut(HALF)
                .setDifference(Figure.newBuilder().setValue(0.1).setLow(-0.05).setHigh(0.25))
                .build();

        assertThat(SurveyReturnsCommand.lines(report))
                .contains("  difference  +10.0 percentage points (-5.0 to +25.0)");
    }

    @Test
    void aSurveyThatNobodyWasAskedByYetSaysSo() {
        assertThat(SurveyReportText.lines("A survey", "week", GetSurveyReportResponse.getDefaultInstance()))
                .contains("  answered  0, nobody was asked yet")
                .noneMatch(line -> line.contains("of none"));
    }
}
