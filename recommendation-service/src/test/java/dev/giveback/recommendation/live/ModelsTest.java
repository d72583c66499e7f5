package dev.giveback.recommendation.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.domain.ShopEvent.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models take each event in once, whatever else happens to them meanwhile. */
final class ModelsTest {
    private static final Instant NOW = Instant.parse("2011-10-03T12:00:00Z");
    private static final int TODAY = 15_250;

    private final Shops shops = new Shops();
    private final AtomicBoolean breaks = new AtomicBoolean();
    private final Models models = new Models(shops, this::now);

    private Instant now() {
        if (breaks.compareAndSet(true, false)) {
            throw new OutOfMemoryError("planted");
        }
        return NOW;
    }

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

    @Test
    void whatWasTakenInByHalfIsNotSaved(@TempDir Path directory) throws Exception {
        models.write("shop", List.of(new ShopEvent.ProductChanged(new Product("cup", "Cup", "A", List.of(), 5, true))));
        models.take(List.of(news(1, "a", "ann")));
        breaks.set(true);
        assertThatThrownBy(() -> models.take(List.of(news(2, "b", "bob")))).isInstanceOf(OutOfMemoryError.class);

        SnapshotFile file = new SnapshotFile(directory);
        assertThat(models.isTorn()).isTrue();
        assertThatThrownBy(() -> models.copyTo(file))
                .isInstanceOf(IOException.class)
                .hasMessage("an event was taken in by half");

        models.startOver();
        models.take(List.of(news(1, "a", "ann"), news(2, "b", "bob")));
        assertThat(models.isTorn()).isFalse();
        assertThat(models.copyTo(file)).isPositive();
        assertThat(shops.find("shop").orElseThrow().model().product("cup")).isNotNull();
    }
}
