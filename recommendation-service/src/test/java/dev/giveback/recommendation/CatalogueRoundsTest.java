package dev.giveback.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.recommendation.catalogue.Catalogue;
import dev.giveback.recommendation.catalogue.CatalogueFollower;
import dev.giveback.recommendation.catalogue.CatalogueImport;
import dev.giveback.recommendation.catalogue.CatalogueSchema;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.testkit.TestDatabase;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rebuild reads the catalogue, or is told at once that it cannot. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class CatalogueRoundsTest {
    private final TestDatabase database = TestDatabase.create();
    private final DataSource source = database.dataSource("recommendation");

    CatalogueRoundsTest() throws Exception {
        CatalogueSchema.migrate(database.dataSource(), "recommendation");
        new CatalogueImport(source, "shop", InstantSource.system())
                .add(List.of(new Product("tea", "Tea", "A", List.of(), 5, true)));
    }

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void aDatabaseThatIsAwayIsToldAtOnce() {
        AtomicInteger times = new AtomicInteger();
        DataSource away = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    times.incrementAndGet();
                    throw new SQLException("away");
                });
        assertThatThrownBy(() -> new CatalogueRounds(new Catalogue(away), () -> CompletableFuture.completedStage(null))
                        .read((program, events) -> {}, () -> false))
                .isInstanceOf(IOException.class)
                .hasMessage("the catalogue could not be read: away");
        assertThat(times).hasValue(1);
    }

    @Test
    void itIsCancelledBeforeAPage() throws Exception {
        AtomicInteger written = new AtomicInteger();
        CatalogueRounds rounds =
                new CatalogueRounds(new Catalogue(source), () -> CompletableFuture.completedStage(null));
        assertThatThrownBy(() -> rounds.read((program, events) -> written.addAndGet(events.size()), () -> true))
                .isInstanceOf(CancellationException.class);
        assertThat(written).hasValue(0);

        rounds.read((program, events) -> written.addAndGet(events.size()), () -> false);
        assertThat(written).hasValue(1);
    }

    @Test
    void theModelsInUseHaveWhatWasReadWhenItReturns() throws Exception {
        Map<String, Boolean> used = new ConcurrentHashMap<>();
        Catalogue catalogue = new Catalogue(source);
        try (CatalogueFollower follower = CatalogueFollower.start(
                catalogue, (program, events) -> events.forEach(event -> used.put(event.toString(), true)))) {
            follower.firstRound().toCompletableFuture().get();
            new CatalogueImport(source, "shop", InstantSource.system())
                    .add(List.of(new Product("cup", "Cup", "A", List.of(), 5, true)));
            Map<String, Boolean> built = new ConcurrentHashMap<>();
            new CatalogueRounds(catalogue, follower::nextRound)
                    .read((program, events) -> events.forEach(event -> built.put(event.toString(), true)), () -> false);
            assertThat(used).isEqualTo(built).hasSize(2);
        }
    }

    @Test
    void aFollowerThatFailedIsTold() {
        assertThatThrownBy(() -> new CatalogueRounds(
                                new Catalogue(source), () -> CompletableFuture.failedStage(new SQLException("away")))
                        .read((program, events) -> {}, () -> false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the catalogue could not be followed");
    }
}
