package dev.giveback.platform.feed;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.projection.ProjectionBehavior;
import com.zaxxer.hikari.HikariDataSource;
import dev.giveback.platform.journal.JournalDatabase;
import dev.giveback.platform.journal.JournalSystem;
import dev.giveback.platform.journal.JournalTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FeedProjectionsTest {
    private static final int EVENTS = 1_200;

    private final FeedTables tables = new FeedTables();
    private final HikariDataSource pool = new JournalDatabase(
                    tables.database.jdbcUrl(), tables.database.user(), tables.database.password(), JournalSystem.SCHEMA)
            .openPool("projection", 3);
    private final AtomicInteger tried = new AtomicInteger();

    FeedProjectionsTest() {
        tables.database.execute("CREATE TABLE test_journal.counted (persistence_id text, sequence_number bigint)");
    }

    @AfterEach
    void dropTables() {
        pool.close();
        tables.close();
    }

    @Test
    void aHandlerThatFailsOnTheWayHasCountedEachEventOnce() throws Exception {
        tables.insert("a", 1, EVENTS);
        tables.insert("unwanted", 1, 5);
        try (JournalSystem system = JournalSystem.start(tables.database)) {
            start(system, FeedHandler.each(this::countAndFailNowAndThen));
            awaitCounted(EVENTS);
        }
        assertThat(tried.get())
                .as("a test whose handler never failed shows nothing")
                .isGreaterThan(EVENTS);
        assertCountedOnce(EVENTS);
    }

    @Test
    void aProjectionGoesOnWhereItWasStopped() throws Exception {
        tables.insert("a", 1, EVENTS);
        try (JournalSystem system = JournalSystem.start(tables.database)) {
            ActorRef<ProjectionBehavior.Command> projection = start(system, FeedHandler.each(this::count));
            awaitCounted(300);
            projection.tell(ProjectionBehavior.stopMessage());
            TestProbe<String> probe = system.kit().createTestProbe();
            probe.expectTerminated(projection, Duration.ofSeconds(20));
        }
        tables.insert("a", EVENTS + 1, EVENTS + 100);
        try (JournalSystem system = JournalSystem.start(tables.database)) {
            start(system, FeedHandler.each(this::count));
            awaitCounted(EVENTS + 100);
        }
        assertCountedOnce(EVENTS + 100);
    }

    @Test
    void inAClusterTheProjectionRunsAsASingleton() throws Exception {
        tables.insert("a", 1, 10);
        try (JournalSystem system = JournalSystem.startCluster(tables.database)) {
            start(system, FeedHandler.each(this::count));
            awaitCounted(10);
        }
        assertCountedOnce(10);
    }

    /** As when a cluster falls apart wrongly. */
    @Test
    void twoNodesThatDoNotKnowEachOtherCountEachEventOnce() throws Exception {
        try (JournalSystem one = JournalSystem.start(tables.database);
                JournalSystem other = JournalSystem.start(tables.database)) {
            start(one, FeedHandler.each(this::count));
            start(other, FeedHandler.each(this::count));
            for (int lot = 0; lot < EVENTS; lot += 20) {
                tables.insert("a", lot + 1, lot + 20);
                Thread.sleep(20);
            }
            awaitCounted(EVENTS);
        }
        assertCountedOnce(EVENTS);
    }

    /** What keeps the second node from applying what the first one has applied, and makes it wait for it. */
    @Test
    void aTransactionOfAProjectionWaitsForTheOtherNodesAndSeesWhatItKept() throws Exception {
        tables.insert("a", 1, 5);
        try (JournalSystem system = JournalSystem.start(tables.database)) {
            start(system, FeedHandler.each(this::count));
            awaitCounted(5);
        }
        FeedSession first = FeedSession.open(pool, "counter");
        CompletableFuture<FeedSession> second = CompletableFuture.supplyAsync(() -> FeedSession.open(pool, "counter"));
        assertThat(first.kept()).isNotNull();
        try (Statement statement = first.connection().createStatement()) {
            statement.executeUpdate("UPDATE akka_projection_offset_store SET current_offset = '999:7'");
        }
        assertThat(second.isDone()).isFalse();
        first.commit();
        first.close();
        FeedSession behind = second.get();
        assertThat(behind.kept()).isEqualTo(new FeedOffset(999, 7));
        behind.rollback();
        behind.close();
    }

    /** Its commits do not wait for the disk, so the last ones go with a crash, which the projection's own place in the stream does not show. */
    @Test
    void whatTheDatabaseHasLostIsAppliedAgain() throws Exception {
        tables.insert("a", 1, 100);
        try (JournalSystem system = JournalSystem.start(tables.database)) {
            start(system, FeedHandler.each(this::count));
            awaitCounted(100);
            tables.insert("a", 101, 200);
            awaitCounted(200);
            tables.database.execute("""
                    DELETE FROM test_journal.counted WHERE sequence_number > 100;
                    UPDATE test_journal.akka_projection_offset_store SET current_offset =
                        (SELECT transaction_id::text || ':' || ordering FROM test_journal.event_journal
                        WHERE persistence_id = 'a' AND sequence_number = 100)
                    """);
            tables.insert("a", 201, 300);
            awaitCounted(300);
        }
        assertCountedOnce(300);
    }

    /** Where Akka's offset has long passed what the tables hold, because they were lost. */
    @Test
    void tablesThatSayWhereTheyStandAreToldAgainFromThere() throws Exception {
        tables.insert("a", 1, EVENTS);
        try (JournalSystem system = JournalSystem.start(tables.database)) {
            startAt(system, FeedOffset.START);
            awaitCounted(EVENTS);
        }
        tables.database.execute("TRUNCATE test_journal.counted");
        try (JournalSystem system = JournalSystem.start(tables.database)) {
            startAt(system, FeedOffset.START);
            awaitCounted(EVENTS);
        }
        assertCountedOnce(EVENTS);
    }

    private void startAt(JournalSystem system, FeedOffset place) {
        FeedProjections.start(
                system.kit().system(),
                "counter",
                new FeedSourceProvider(JournalFeed.over(pool), "a", () -> place),
                pool,
                FeedHandler.each(this::count));
    }

    private ActorRef<ProjectionBehavior.Command> start(JournalSystem system, FeedHandler handler) {
        return FeedProjections.start(system.kit().system(), "counter", JournalFeed.over(pool), "a", pool, handler);
    }

    private void countAndFailNowAndThen(Connection connection, FeedEnvelope envelope) throws SQLException {
        count(connection, envelope);
        int attempt = tried.incrementAndGet();
        if (attempt == 37 || attempt == 700) {
            throw new SQLException("planted at attempt " + attempt);
        }
    }

    private void count(Connection connection, FeedEnvelope envelope) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO counted VALUES (?, ?)")) {
            statement.setString(1, envelope.persistenceId());
            statement.setLong(2, envelope.sequenceNumber());
            statement.executeUpdate();
        }
    }

    private void awaitCounted(int expected) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        while (counted("count(*)") < expected && Instant.now().isBefore(end)) {
            Thread.sleep(20);
        }
    }

    private void assertCountedOnce(int expected) throws SQLException {
        assertThat(counted("count(*)")).isEqualTo(expected);
        assertThat(counted("count(DISTINCT sequence_number)")).isEqualTo(expected);
        assertThat(counted("count(*) FILTER (WHERE persistence_id <> 'a')")).isZero();
    }

    private long counted(String what) throws SQLException {
        return JournalTable.number(pool, "SELECT " + what + " FROM counted");
    }
}
