package dev.giveback.recommendation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.recommendation.domain.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences, word by word. */
final class ExplanationsTest {
    private static String text(Fact... facts) {
        return Explanations.of(List.of(facts), id -> id.equals("p1") ? "Lunch Box" : id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4 | 35 | 42 | You bought it 4 times, usually every 5 weeks, last 6 weeks ago.
            3 | 1  | 0  | You bought it 3 times, usually every day, last today.
            2 | 1  | 0  | You bought it twice, a day apart, last today.
            2 | 2  | 21 | You bought it twice, 2 days apart, last 3 weeks ago.
            3 | 13 | 1  | You bought it 3 times, usually every 13 days, last yesterday.
            3 | 14 | 13 | You bought it 3 times, usually every 2 weeks, last 13 days ago.
            2 | 59 | 60 | You bought it twice, 8 weeks apart, last 2 months ago.
            2 | 365 | 729 | You bought it twice, 12 months apart, last 24 months ago.
            4 | 730 | 1096 | You bought it 4 times, usually every 2 years, last 3 years ago.
            1 | 0 | 0 | You bought it once, today.
            1 | 0 | 1 | You bought it once, yesterday.
            1 | 0 | 2 | You bought it once, 2 days ago.
            1 | 0 | 17 | You bought it once, 2 weeks ago.
            1 | 0 | 18 | You bought it once, 3 weeks ago.
            """)
    void whatWasBoughtBefore(int times, int every, int ago, String expected) {
        assertThat(text(new Fact.BoughtBefore(times, every, ago))).isEqualTo(expected);
    }

    @Test
    void whatItGoesWith() {
        assertThat(text(new Fact.GoesWith("p1", 21)))
                .isEqualTo("Bought together with Lunch Box, which you bought 3 weeks ago.");
        assertThat(text(new Fact.GoesWith("p2", Fact.GoesWith.IN_BASKET)))
                .isEqualTo("Bought together with p2, which is in your basket.");
    }

    @Test
    void whatOthersBought() {
        assertThat(text(new Fact.SimilarCustomersBought(12, 40)))
                .isEqualTo("12 of the 40 customers most like you bought it.");
        assertThat(text(new Fact.SimilarCustomersBought(1, 1))).isEqualTo("The customer most like you bought it.");
        assertThat(text(new Fact.PopularNow(1))).isEqualTo("Bought once in the last two weeks.");
        assertThat(text(new Fact.PopularNow(31))).isEqualTo("Bought 31 times in the last two weeks.");
        assertThat(text(new Fact.SoldAYearAgo(2))).isEqualTo("Bought twice in these four weeks a year ago.");
    }

    @Test
    void whatItIsOf() {
        assertThat(text(new Fact.InCategory("Candles", true, 3))).isEqualTo("Popular in Candles, which you prefer.");
        assertThat(text(new Fact.InCategory("Candles", true, 0))).isEqualTo("In Candles, which you prefer.");
        assertThat(text(new Fact.InCategory("Bags", false, 1)))
                .isEqualTo("Popular in Bags, one of the categories you buy most.");
    }

    @Test
    void severalFactsAreSentencesAndNoneIsTheCatalogue() {
        assertThat(text(new Fact.PopularNow(2), new Fact.InCategory("Bags", true, 0)))
                .isEqualTo("Bought twice in the last two weeks. In Bags, which you prefer.");
        assertThat(text()).isEqualTo("In the catalogue.");
    }
}
