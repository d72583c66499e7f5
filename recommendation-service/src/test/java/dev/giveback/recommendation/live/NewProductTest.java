package dev.giveback.recommendation.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.Recommendation;
import dev.giveback.recommendation.domain.Request;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.domain.ShopEvent.Line;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A shop without a catalogue: a product is known from its first sale. */
final class NewProductTest {
    private static final Instant NOW = Instant.parse("2011-10-03T12:00:00Z");
    private static final int TODAY = (int) LocalDate.parse("2011-10-03").toEpochDay();
    /** A whole day, so that nothing is refreshed for its age. */
    private static final Duration LONG = Duration.ofDays(1);

    private final Shops shops = new Shops();
    private final Models models = new Models(shops, () -> NOW);
    private int ordering;

    private void buys(String customer, String product) {
        buys(customer, product, TODAY);
    }

    private void buys(String customer, String product, int day) {
        ordering++;
        models.take(List.of(new News(
                new FeedPlace(1, ordering),
                "1:" + ordering,
                "",
                0,
                "shop",
                new ProgramFacts(ZoneId.of("UTC"), "GBP"),
                List.of(new ShopEvent.Bought(customer, day, List.of(new Line(product, 1)))))));
    }

    /** Looks until that is what is recommended: a refresh pauses for ten times as long as the one before took. */
    private void look(String... expected) throws InterruptedException {
        for (int i = 0; i < 1_000 && !forSomebodyElse().equals(List.of(expected)); i++) {
            models.refreshWhereDue(LONG, Duration.ZERO);
            Thread.sleep(5);
        }
        assertThat(forSomebodyElse()).containsExactly(expected);
    }

    private List<String> forSomebodyElse() {
        return shops.find("shop").orElseThrow().recommender().recommend(Request.of("", Mode.ALL, 10)).stream()
                .map(Recommendation::product)
                .toList();
    }

    @Test
    void itIsRecommendedFromTheNextLookAfterItsFirstSale() throws Exception {
        buys("ann", "mug");
        look("mug");

        buys("bob", "jug");
        look("jug", "mug");
    }

    @Test
    void aPurchaseOfALaterDayThanAllBeforeCountsFromTheNextLook() throws Exception {
        buys("ann", "mug", TODAY - 1);
        buys("bob", "mug", TODAY - 1);
        buys("ann", "jug", TODAY - 1);
        look("mug", "jug");

        buys("cid", "jug");
        buys("dora", "jug");
        look("jug", "mug");
    }
}
