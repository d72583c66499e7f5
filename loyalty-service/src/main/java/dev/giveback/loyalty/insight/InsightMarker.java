package dev.giveback.loyalty.insight;

import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.platform.feed.FeedOffset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Up to which event the figures tell the journal. Who changes the tables locks the row first.
 *
 * @param offset of the latest event
 * @param recordMillis when that was recorded; 0 before the first
 * @param target until which nothing is answered
 * @param isLost whether the tables are to be emptied and filled anew
 */
record InsightMarker(FeedOffset offset, long recordMillis, FeedOffset target, boolean isLost) {
    private static final String READ = """
            SELECT transaction_id, ordering, record_millis, target_transaction_id, target_ordering, is_lost
            FROM insight_marker
            """;

    private static final String MOVE =
            "UPDATE insight_marker SET transaction_id = ?, ordering = ?, record_millis = greatest(record_millis, ?)";

    private static final String EMPTY = """
            TRUNCATE insight_day, insight_month, insight_cohort, insight_issue, insight_expiry, insight_lot,
                insight_customer
            """;

    private static final String LAST = """
            SELECT transaction_id::text, ordering FROM event_journal WHERE persistence_id ^@ ?
            ORDER BY event_journal.transaction_id DESC, event_journal.ordering DESC LIMIT 1
            """;

    private static final String BEGIN = """
            INSERT INTO insight_marker (transaction_id, ordering, record_millis, target_transaction_id, target_ordering,
                is_lost)
            VALUES (0, 0, 0, ?, ?, false)
            ON CONFLICT (only_row) DO UPDATE SET transaction_id = 0, ordering = 0, record_millis = 0,
                target_transaction_id = excluded.target_transaction_id, target_ordering = excluded.target_ordering,
                is_lost = false
            """;

    /** Whether the tables have not come to where they were, so that nothing is answered from them. */
    boolean isFilling() {
        return isLost || offset.compareTo(target) < 0;
    }

    /** The row as it is; null when there is none. */
    static @Nullable InsightMarker read(Connection connection) throws SQLException {
        return read(connection, READ);
    }

    /** The row, locked until the transaction ends; null when there is none. */
    static @Nullable InsightMarker locked(Connection connection) throws SQLException {
        return read(connection, READ + " FOR UPDATE");
    }

    private static @Nullable InsightMarker read(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? new InsightMarker(
                            new FeedOffset(row.getLong(1), row.getLong(2)),
                            row.getLong(3),
                            new FeedOffset(row.getLong(4), row.getLong(5)),
                            row.getBoolean(6))
                    : null;
        }
    }

    /** The tables tell the journal up to here. */
    static void move(Connection connection, FeedOffset latest, long recordMillis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            statement.setLong(1, latest.transactionId());
            statement.setLong(2, latest.ordering());
            statement.setLong(3, recordMillis);
            statement.executeUpdate();
        }
    }

    /** Has the tables emptied and filled anew by whoever looks next. */
    static void lose(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE insight_marker SET is_lost = true");
        }
    }

    /** Empties the tables; they are filled from the beginning of the journal, and nothing is answered before its present end is counted. */
    static void begin(Connection connection) throws SQLException {
        try (Statement empty = connection.createStatement();
                PreparedStatement last = connection.prepareStatement(LAST);
                PreparedStatement begin = connection.prepareStatement(BEGIN)) {
            empty.execute(EMPTY);
            last.setString(1, PersistenceIds.CUSTOMER_PREFIX);
            try (ResultSet row = last.executeQuery()) {
                boolean hasEvents = row.next();
                begin.setLong(1, hasEvents ? Long.parseLong(row.getString(1)) : 0);
                begin.setLong(2, hasEvents ? row.getLong(2) : 0);
            }
            begin.executeUpdate();
        }
    }
}
