package dev.giveback.loyalty.directory;

import dev.giveback.platform.feed.FeedOffset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The places that are kept: the marker, by which the projection goes on, and Akka's own row, by which others see how far it is. */
final class DirectoryOffset {
    private static final String LATEST_ROW = """
            SELECT transaction_id::text, ordering FROM event_journal
            WHERE (transaction_id, ordering) <= (?::text::xid8, ?)
            ORDER BY event_journal.transaction_id DESC, ordering DESC
            LIMIT 1
            """;

    private static final String COUNTED = """
            SELECT (SELECT coalesce(sum(revision), 0)::bigint FROM customer_directory),
                (SELECT count(*) FROM saga_under_way)
            """;

    private static final String FORGET = "DELETE FROM akka_projection_offset_store WHERE projection_name = ?";

    private static final String LOCK =
            "SELECT 1 FROM akka_projection_offset_store WHERE projection_name = ? FOR UPDATE";

    private static final String STORE = """
            INSERT INTO akka_projection_offset_store AS o
                (projection_name, projection_key, current_offset, manifest, mergeable, last_updated)
            VALUES (?, 'all', ?, 'STR', false, (extract(epoch FROM clock_timestamp()) * 1000)::bigint)
            ON CONFLICT (projection_name, projection_key) DO UPDATE SET
                current_offset = excluded.current_offset, last_updated = excluded.last_updated
            WHERE o.current_offset <> excluded.current_offset
            """;

    private DirectoryOffset() {}

    /** The place of the last row of the journal that is not behind another place; the start when there is none. */
    static FeedOffset latestRow(Connection connection, FeedOffset place) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LATEST_ROW)) {
            statement.setString(1, Long.toString(place.transactionId()));
            statement.setLong(2, place.ordering());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new FeedOffset(Long.parseLong(row.getString(1)), row.getLong(2)) : FeedOffset.START;
            }
        }
    }

    /**
     * Locks Akka's row until the transaction ends. Akka writes it before it has the projection lock the marker, so whoever locks both takes this one first.
     */
    static void lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, DirectoryProjection.NAME);
            statement.execute();
        }
    }

    /** Says that the live tables, as they are now, stand at this place. */
    static void store(Connection connection, FeedOffset place) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNTED);
                ResultSet row = statement.executeQuery()) {
            row.next();
            new DirectoryMarker(place, row.getLong(1), row.getLong(2), false).store(connection);
        }
        align(connection, place);
    }

    /**
     * Makes Akka's row say the same.
     *
     * @return whether it said something else
     */
    static boolean align(Connection connection, FeedOffset place) throws SQLException {
        boolean atStart = place.equals(FeedOffset.START);
        try (PreparedStatement statement = connection.prepareStatement(atStart ? FORGET : STORE)) {
            statement.setString(1, DirectoryProjection.NAME);
            if (!atStart) {
                statement.setString(2, place.toString());
            }
            return statement.executeUpdate() > 0;
        }
    }
}
