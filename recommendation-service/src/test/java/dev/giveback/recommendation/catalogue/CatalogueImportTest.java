package dev.giveback.recommendation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.recommendation.catalogue.CatalogueImport.TooManyProductsException;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What imports do to the tables, several at once too, and that a follower misses nothing of it. */
final class CatalogueImportTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final TestDatabase database = TestDatabase.create();
    private final DataSource source = database.dataSource("recommendation");

    CatalogueImportTest() {
        CatalogueSchema.migrate(database.dataSource(), "recommendation");
    }

    @AfterEach
    void drop() {
        database.close();
    }

    private static Product product(String id, String category) {
        return new Product(id, "", category, List.of("tag of " + category, "x"), 0, true);
    }

    private CatalogueImport begin() {
        return new CatalogueImport(source, "shop", CLOCK);
    }

    private Map<String, Product> table() throws Exception {
        return new Catalogue(source)
                .list("shop", "", "", false, 100_000).stream()
                        .map(CatalogueEntry::product)
                        .collect(Collectors.toMap(Product::id, one -> one));
    }

    @Test
    void aProgramHasItsMostProductsAndNoMore() throws Exception {
        CatalogueImport full = new CatalogueImport(source, "shop", CLOCK, 3);
        full.add(List.of(product("a", "X"), product("b", "X")));

        assertThatThrownBy(() -> full.add(List.of(product("c", "X"), product("d", "X"), product("a", "Y"))))
                .isInstanceOf(TooManyProductsException.class)
                .hasMessage("products: a program has at most 3");
        assertThat(table()).hasSize(2).containsEntry("a", product("a", "X"));
        full.add(List.of(product("c", "X"), product("a", "Y")));
        assertThat(table()).hasSize(3).containsEntry("a", product("a", "Y"));
        assertThat(full.read()).isEqualTo(4);
        assertThat(full.added()).isEqualTo(3);
        assertThat(full.changed()).isEqualTo(1);
    }

    @Test
    void aCompleteImportKeepsWhatAnyoneNamedSinceItBegan() throws Exception {
        begin().add(List.of(product("old", "X")));
        CatalogueImport one = begin();
        CatalogueImport two = begin();
        one.add(List.of(product("a", "X"), product("both", "X")));
        two.add(List.of(product("both", "X"), product("b", "X")));
        one.add(List.of(product("c", "X")));
        one.withdraw();
        assertThat(one.withdrawn()).isEqualTo(1);
        assertThat(available()).containsExactlyInAnyOrder("a", "b", "both", "c");

        // It began after a was named, and so knows better.
        two.withdraw();
        assertThat(two.withdrawn()).isEqualTo(1);
        assertThat(available()).containsExactlyInAnyOrder("b", "both", "c");
    }

    private List<String> available() throws Exception {
        return table().values().stream()
                .filter(Product::available)
                .map(Product::id)
                .toList();
    }

    @Test
    void programsDoNotTouchEachOther() throws Exception {
        new CatalogueImport(source, "other", CLOCK).add(List.of(product("a", "X")));
        CatalogueImport complete = begin();
        complete.add(List.of(product("b", "X")));
        complete.withdraw();

        assertThat(complete.withdrawn()).isZero();
        assertThat(new Catalogue(source)
                        .find("other", "a")
                        .orElseThrow()
                        .product()
                        .available())
                .isTrue();
        assertThat(new Catalogue(source).programs()).containsOnlyKeys("other", "shop");
    }

    @Test
    void aChangeWaitsForTheOneBeforeItSoNumbersBecomeVisibleInTheirOrder() throws Exception {
        try (ExecutorService other = Executors.newVirtualThreadPerTaskExecutor();
                Connection slow = source.getConnection()) {
            begin().add(List.of(product("start", "X")));
            slow.setAutoCommit(false);
            ProductRows first = new ProductRows(slow, "shop", 0);
            first.put(List.of(product("slow", "X")));
            first.finish(1);
            Future<?> second = other.submit((Callable<Void>) () -> {
                begin().add(List.of(product("fast", "X")));
                return null;
            });
            Thread.sleep(300);

            assertThat(second.isDone()).isFalse();
            assertThat(table()).containsOnlyKeys("start");
            slow.commit();
            second.get(5, TimeUnit.SECONDS);
            Catalogue catalogue = new Catalogue(source);
            assertThat(catalogue.find("shop", "slow").orElseThrow().change())
                    .isLessThan(catalogue.find("shop", "fast").orElseThrow().change());
        }
    }

    @Test
    void aFollowerMissesNothingOfImportsAtOnce() throws Exception {
        Map<String, Product> seen = new ConcurrentHashMap<>();
        List<String> pages = new ArrayList<>();
        Catalogue catalogue = new Catalogue(source);
        begin().add(IntStream.range(0, 500)
                .mapToObj(i -> product("p" + i, "first"))
                .toList());
        try (CatalogueFollower follower = CatalogueFollower.start(catalogue, (program, events) -> {
                    pages.add(program);
                    events.forEach(event -> {
                        Product changed = ((ShopEvent.ProductChanged) event).product();
                        seen.put(changed.id(), changed);
                    });
                });
                ExecutorService importers = Executors.newFixedThreadPool(4)) {
            follower.firstRound().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(seen).hasSize(500);
            List<Future<Void>> running = new ArrayList<>();
            for (int importer = 0; importer < 4; importer++) {
                running.add(importers.submit(importer(importer)));
            }
            for (Future<Void> one : running) {
                one.get(60, TimeUnit.SECONDS);
            }
            Map<String, Product> expected = table();
            for (int i = 0; i < 100 && !seen.equals(expected); i++) {
                Thread.sleep(50);
            }

            assertThat(seen).isEqualTo(expected);
            assertThat(expected).hasSizeGreaterThan(1000);
            // The comparison notices a product that was missed.
            seen.put("p0", product("p0", "missed"));
            assertThat(seen).isNotEqualTo(expected);
            assertThat(pages).containsOnly("shop");
        }
    }

    private Callable<Void> importer(int number) {
        return () -> {
            Random random = new Random(number);
            CatalogueImport running = begin();
            for (int message = 0; message < 40; message++) {
                int from = random.nextInt(1500);
                String category = number + "-" + message;
                running.add(IntStream.range(from, from + 100)
                        .mapToObj(i -> product("p" + i, category))
                        .toList());
            }
            if (number == 0) {
                running.withdraw();
            }
            return null;
        };
    }
}
