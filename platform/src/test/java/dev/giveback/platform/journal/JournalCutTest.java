package dev.giveback.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is below a cut, while an older transaction still runs than the one that wrote a row. */
@Timeout(60)
final class JournalCutTest {
    private static final Duration LONG = Duration.ofSeconds(50);

    private TestDatabase database;
    private Connection running;
    private long older;
    private long written;

    @BeforeEach
    void writeBehindARunningTransaction() throws Exception {
        database = TestDatabase.create();
        running = database.dataSource().getConnection();
        running.setAutoCommit(false);
        older = transaction(running);
        try (Connection writer = database.dataSource().getConnection()) {
            written = transaction(writer);
        }
    }

    @AfterEach
    void stop() throws Exception {
        running.close();
        database.close();
    }

    private static long transaction(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_current_xact_id()::text")) {
            row.next();
            return Long.parseLong(row.getString(1));
        }
    }

    @Test
    void whatIsCompleteEndsAtTheOldestThatRuns() throws Exception {
        try (Connection connection = database.dataSource().getConnection()) {
            assertThat(JournalCut.now(connection).transactionId()).isLessThanOrEqualTo(older);
        }
    }

    @Test
    void whatIsStoredIsBelowTheCutOnceTheOlderOneHasEnded() throws Exception {
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<JournalCut> cut = other.submit(() -> JournalCut.ofAllStored(database.dataSource(), LONG));
            Thread.sleep(200);
            assertThat(cut.isDone()).isFalse();
            running.rollback();

            assertThat(cut.get().transactionId()).isGreaterThan(written);
        }
    }

    @Test
    void patienceEnds() throws Exception {
        JournalCut cut = JournalCut.ofAllStored(database.dataSource(), Duration.ofMillis(50));

        assertThat(cut.transactionId()).isLessThanOrEqualTo(older);
    }
}
