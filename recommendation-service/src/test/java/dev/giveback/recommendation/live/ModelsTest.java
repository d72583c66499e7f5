package dev.giveback.recommendation.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.domain.ShopEvent.Line;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models take each event in once, whatever else happens to them meanwhile. */
final class ModelsTest {
    private static final Instant NOW = Instant.parse("2011-10-03T12:00:00Z");
    private static final int TODAY = 15_250;

    private final Shops shops = new Shops();
    private final Models models = new Models(shops, () -> NOW);

    private static News news(int ordering, String hash, String customer) {
        return new News(
                new FeedPlace(1, ordering),
                "1:" + ordering,
                hash,
                0,
                "shop",
                new ProgramFacts(ZoneId.of("UTC"), "GBP"),
                List.of(new ShopEvent.Bought(customer, TODAY, List.of(new Line("tea", 1)))));
    }

    @Test
    void whatWasBuiltOfAnotherJournalIsNotUsed() throws Exception {
        models.take(List.of(news(1, "a", "ann"), news(2, "b", "bob")));
        Shadow shadow = models.openShadow().orElseThrow();
        shadow.models().take(List.of(news(1, "a", "ann"), news(2, "b", "bob")));

        models.startOver();
        models.take(List.of(news(1, "c", "cid")));

        assertNotUsed(shadow);
        models.take(List.of(news(2, "d", "dora")));
        assertNotUsed(shadow);
        assertThat(models.openShadow()).isPresent();
    }

    @Test
    void whatEndsAtAnotherEventIsNotUsed() {
        models.take(List.of(news(1, "a", "ann")));
        Shadow shadow = models.openShadow().orElseThrow();
        shadow.models().take(List.of(news(1, "a", "ann"), news(2, "b", "bob")));

        assertNotUsed(shadow);
    }

    private void assertNotUsed(Shadow shadow) {
        LiveShop used = shops.find("shop").orElseThrow();
        FeedPoint point = models.point();
        long digest = models.digest("shop").orElseThrow();

        assertThatThrownBy(() -> shadow.exchange(place -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("the journal was exchanged meanwhile");

        assertThat(shops.find("shop")).containsSame(used);
        assertThat(models.point()).isEqualTo(point);
        assertThat(models.digest("shop")).hasValue(digest);
    }
}
