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
        ordering++;
        models.take(List.of(new News(
                new FeedPlace(1, ordering),
                "1:" + ordering,
                "",
                0,
                "shop",
                new ProgramFacts(ZoneId.of("UTC"), "GBP"),
                List.of(new ShopEvent.Bought(customer, TODAY, List.of(new Line(product, 1)))))));
    }

    private List<String> forSomebodyElse() {
        return shops.find("shop").orElseThrow().recommender().recommend(Request.of("", Mode.ALL, 10)).stream()
                .map(Recommendation::product)
                .toList();
    }

    @Test
    void itIsRecommendedFromTheNextLookAfterItsFirstSale() {
        buys("ann", "mug");
        models.refreshWhereDue(LONG, Duration.ZERO);
        assertThat(forSomebodyElse()).containsExactly("mug");

        buys("bob", "jug");
        models.refreshWhereDue(LONG, Duration.ZERO);
        assertThat(forSomebodyElse()).containsExactlyInAnyOrder("mug", "jug");
    }
}
