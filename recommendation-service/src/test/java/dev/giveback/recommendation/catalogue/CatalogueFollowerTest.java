package dev.giveback.recommendation.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.giveback.recommendation.domain.Product;
import dev.giveback.testkit.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The catalogue is followed through whatever happens. */
final class CatalogueFollowerTest {
    private final TestDatabase database = TestDatabase.create();
    private final DataSource source = database.dataSource("recommendation");
    private final Logger logger = (Logger) LoggerFactory.getLogger(CatalogueFollower.class);
    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @BeforeEach
    void start() throws Exception {
        CatalogueSchema.migrate(database.dataSource(), "recommendation");
        new CatalogueImport(source, "shop", InstantSource.system())
                .add(List.of(new Product("tea", "Tea", "A", List.of(), 5, true)));
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(said);
        database.close();
    }

    private List<String> told() {
        return said.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Test
    void anErrorDoesNotEndItAndIsToldOnce() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (CatalogueFollower follower = CatalogueFollower.start(new Catalogue(source), (program, events) -> {
            if (times.incrementAndGet() <= 2) {
                throw new NoClassDefFoundError("planted");
            }
        })) {
            follower.firstRound().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        assertThat(times).hasValue(3);
        assertThat(told())
                .containsExactly(
                        "The catalogue cannot be followed; it is tried again every PT1S.",
                        "The catalogue is followed again.");
    }

    @Test
    void aDatabaseThatIsAwayIsToldOnceAndOnceThatItIsBack() throws Exception {
        AtomicInteger times = new AtomicInteger();
        DataSource away = (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (times.incrementAndGet() <= 2) {
                        throw new SQLException("away");
                    }
                    return source.getConnection();
                });
        try (CatalogueFollower follower = CatalogueFollower.start(new Catalogue(away), (program, events) -> {})) {
            follower.firstRound().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
        assertThat(told())
                .containsExactly(
                        "The catalogue cannot be followed; it is tried again every PT1S: java.sql.SQLException: away",
                        "The catalogue is followed again.");
    }
}
