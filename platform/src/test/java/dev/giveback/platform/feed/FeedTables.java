package dev.giveback.platform.feed;

import dev.giveback.platform.journal.JournalSchema;
import dev.giveback.platform.journal.JournalSystem;
import dev.giveback.platform.journal.JournalTable;
import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** A migrated journal to put rows into. */
final class FeedTables implements AutoCloseable {
    final TestDatabase database = TestDatabase.create();
    final DataSource source = database.dataSource(JournalSystem.SCHEMA);

    FeedTables() {
        JournalSchema.migrate(database.dataSource(), JournalSystem.SCHEMA);
    }

    /** Stores events {@code from} to {@code to} of {@code persistenceId} in one transaction. */
    void insert(String persistenceId, int from, int to) throws SQLException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            for (int i = from; i <= to; i++) {
                JournalTable.insert(connection, persistenceId, i, "event " + i);
            }
            connection.commit();
        }
    }

    /** A transaction that stays open. */
    Connection begin() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    static List<String> names(List<FeedEnvelope> envelopes) {
        return envelopes.stream()
                .map(envelope -> envelope.persistenceId() + "/" + envelope.sequenceNumber())
                .toList();
    }

    @Override
    public void close() {
        database.close();
    }
}
