package dev.giveback.loyalty.directory;

import dev.giveback.platform.feed.FeedOffset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Up to which event the tables tell the journal. The row is changed in the transaction that changes them, and who changes them locks it
 * first: the projection, and whoever rebuilds.
 *
 * @param offset of the latest event
 * @param events that the customers' rows contain
 * @param sagas rows of sagas
 * @param isLost whether the tables do not fit the journal and are to be rebuilt
 */
record DirectoryMarker(FeedOffset offset, long events, long sagas, boolean isLost) {
    private static final String READ =
            "SELECT transaction_id, ordering, event_count, saga_count, is_lost FROM directory_marker";

    private static final String STORE = """
            INSERT INTO directory_marker AS m (transaction_id, ordering, event_count, saga_count, is_lost)
            VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (only_row) DO UPDATE SET transaction_id = excluded.transaction_id, ordering = excluded.ordering,
                event_count = excluded.event_count, saga_count = excluded.saga_count, is_lost = excluded.is_lost
            """;

    private static final String LOSE = """
            INSERT INTO directory_marker (transaction_id, ordering, event_count, saga_count, is_lost)
            VALUES (0, 0, 0, 0, true)
            ON CONFLICT (only_row) DO UPDATE SET is_lost = true
            """;

    /** The row as it is; null when there is none. */
    static @Nullable DirectoryMarker read(Connection connection) throws SQLException {
        return read(connection, READ);
    }

    /** The row, locked until the transaction ends; null when there is none. */
    static @Nullable DirectoryMarker locked(Connection connection) throws SQLException {
        return read(connection, READ + " FOR UPDATE");
    }

    private static @Nullable DirectoryMarker read(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? new DirectoryMarker(
                            new FeedOffset(row.getLong(1), row.getLong(2)),
                            row.getLong(3),
                            row.getLong(4),
                            row.getBoolean(5))
                    : null;
        }
    }

    /** Takes note that the tables cannot be used. */
    static void lose(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(LOSE);
        }
    }

    void store(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STORE)) {
            statement.setLong(1, offset.transactionId());
            statement.setLong(2, offset.ordering());
            statement.setLong(3, events);
            statement.setLong(4, sagas);
            statement.setBoolean(5, isLost);
            statement.executeUpdate();
        }
    }

    /** After these changes, the latest of which stands at this place. */
    DirectoryMarker after(FeedOffset latest, Collection<CustomerChange> changes) {
        long moreEvents = events;
        long moreSagas = sagas;
        for (CustomerChange change : changes) {
            moreEvents += change.events();
            moreSagas += change.sagas().begun().size() - change.sagas().ended().size();
        }
        return new DirectoryMarker(latest, moreEvents, moreSagas, isLost);
    }
}
