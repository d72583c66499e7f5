package dev.giveback.standalone.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.loyalty.v1.BacktestCandidate;
import dev.giveback.loyalty.v1.BacktestFigures;
import dev.giveback.loyalty.v1.BacktestGain;
import dev.giveback.loyalty.v1.BacktestMonth;
import dev.giveback.loyalty.v1.BacktestResult;
import dev.giveback.loyalty.v1.CustomerGain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page stands for itself, and what comes from outside does nothing in it. */
final class BacktestPageTest {
    private static BacktestResult result(String name) {
        return BacktestResult.newBuilder()
                .setProgram("programs/shop")
                .setCurrencyCode("GBP")
                .setBaseline(figures(100))
                .addCandidates(BacktestCandidate.newBuilder()
                        .setDisplayName(name)
                        .setFigures(figures(250))
                        .setGain(BacktestGain.newBuilder().setWinnerCount(3).setPointsWon(150))
                        .addGreatestWinners(CustomerGain.newBuilder()
                                .setCustomer("programs/shop/customers/anna")
                                .setGainPoints(150)))
                .build();
    }

    private static BacktestFigures figures(long issued) {
        return BacktestFigures.newBuilder()
                .setIssuedPoints(issued)
                .addMonths(BacktestMonth.newBuilder().setMonth("2010-12").setIssuedPoints(issued))
                .build();
    }

    @Test
    void itHasTheFiguresAndLoadsNothing() {
        String page = BacktestPage.of(result("double"));

        assertThat(page).contains("2010-12, recorded rules: 100", "2010-12, double: 250", "anna", "+150");
        assertThat(page).doesNotContain("http", "<script", "src=", "@import", "url(");
    }

    @Test
    void aNameCannotBecomeMarkup() {
        String page = BacktestPage.of(result("<script>alert('x')</script> & \"more\""));

        assertThat(page).doesNotContain("<script");
        assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;more&quot;");
    }

    @Test
    void aResultOfNothingIsAPageToo() {
        assertThat(BacktestPage.of(BacktestResult.newBuilder()
                        .setProgram("programs/shop")
                        .setBaseline(BacktestFigures.getDefaultInstance())
                        .build()))
                .contains("Backtest of shop")
                .endsWith("</html>\n");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "-5,0", "1,4", "7,8", "39,40", "41,80", "1234,1600", "999999,1200000"})
    void theTopOfAChartIsARoundNumber(long value, long top) {
        assertThat(Svg.rounded(value)).isEqualTo(top);
    }
}
