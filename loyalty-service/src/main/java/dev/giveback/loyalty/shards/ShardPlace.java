package dev.giveback.loyalty.shards;

import dev.giveback.platform.feed.FeedOffset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Whether a shard is the one of which events up to a place were merged: then the row at that place is there, and all that comes lies behind it. */
final class ShardPlace {
    private static final String IS_THERE = """
            SELECT EXISTS (SELECT FROM event_journal WHERE transaction_id = ?::text::xid8 AND ordering = ?)
                AND ?::text::xid8 < pg_snapshot_xmax(pg_current_snapshot())
            """;
    private static final String LAST = """
            SELECT transaction_id::text, ordering FROM event_journal
            ORDER BY event_journal.transaction_id DESC, event_journal.ordering DESC LIMIT 1
            """;

    private ShardPlace() {}

    /**
     * Refuses a shard that has lost what was merged, as one that was set back to a backup: what it stores from then on may lie before the place, and would be passed over.
     *
     * @throws IllegalStateException when the row at the place is not there
     */
    static void expectReached(JournalShard shard, Connection connection, FeedOffset place) throws SQLException {
        if (!place.equals(FeedOffset.START) && !isThere(connection, place)) {
            throw new IllegalStateException("journal shard " + shard.number() + ": it has no event at " + place
                    + ", up to which it was merged: it is not the database that it was, or was set back");
        }
    }

    private static boolean isThere(Connection connection, FeedOffset place) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(IS_THERE)) {
            statement.setString(1, Long.toString(place.transactionId()));
            statement.setLong(2, place.ordering());
            statement.setString(3, Long.toString(place.transactionId()));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** The place of the last event that is stored; the start when there is none. */
    static FeedOffset last(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAST);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? new FeedOffset(Long.parseLong(row.getString(1)), row.getLong(2)) : FeedOffset.START;
        }
    }
}
