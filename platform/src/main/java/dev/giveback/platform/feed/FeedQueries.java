package dev.giveback.platform.feed;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The queries of the feed.
 *
 * <p>Transaction ids are given out in order, but transactions commit in any order. So a row is shown once its transaction
 * lies below {@code pg_snapshot_xmin}, the oldest that was still running: then whatever can ever come before it is there.
 */
final class FeedQueries {
    /** The rows after a place. What is not asked for comes without its payload, so that the reader moves past it. */
    static final String PAGE = """
            SELECT transaction_id::text AS xid, ordering, persistence_id, sequence_number, write_timestamp,
                event_ser_id, event_ser_manifest,
                CASE WHEN persistence_id ^@ ANY (?) THEN event_payload END AS payload
            FROM event_journal
            WHERE (transaction_id, ordering) > (?::text::xid8, ?)
                AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
            ORDER BY event_journal.transaction_id, event_journal.ordering
            LIMIT ?
            """;

    /** The rows of a range of persistence ids, by the primary key, which a search from the start would never reach. */
    private static final String HISTORY = """
            SELECT transaction_id::text AS xid, ordering, persistence_id, sequence_number, write_timestamp,
                event_ser_id, event_ser_manifest, event_payload AS payload
            FROM event_journal
            WHERE persistence_id >= ? AND persistence_id < ? AND transaction_id < ?::text::xid8
            ORDER BY event_journal.transaction_id, event_journal.ordering
            LIMIT ?
            """;

    private static final String OLDEST_RUNNING = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";

    /** The highest code point: bytewise nothing that starts with a prefix comes after the prefix and this. */
    private static final String HIGHEST = Character.toString(Character.MAX_CODE_POINT);

    private FeedQueries() {}

    static FeedPage page(Connection connection, FeedOffset after, Collection<String> prefixes, int limit)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAGE)) {
            statement.setArray(1, connection.createArrayOf("text", prefixes.toArray()));
            statement.setString(2, Long.toString(after.transactionId()));
            statement.setLong(3, after.ordering());
            statement.setInt(4, limit);
            try (ResultSet row = statement.executeQuery()) {
                return readPage(row, after);
            }
        }
    }

    /** All rows of a prefix below one moment. The moment is taken first, so the rows of the second query are complete. */
    static FeedPage history(Connection connection, String prefix, int limit) throws SQLException {
        long oldestRunning = oldestRunning(connection);
        try (PreparedStatement statement = connection.prepareStatement(HISTORY)) {
            statement.setString(1, prefix);
            statement.setString(2, prefix + HIGHEST);
            statement.setString(3, Long.toString(oldestRunning));
            statement.setInt(4, limit);
            try (ResultSet row = statement.executeQuery()) {
                return readPage(row, FeedOffset.START).endingAt(endBelow(oldestRunning));
            }
        }
    }

    /** After everything that is complete now. */
    static FeedOffset end(Connection connection) throws SQLException {
        return endBelow(oldestRunning(connection));
    }

    private static FeedOffset endBelow(long transactionId) {
        return new FeedOffset(transactionId - 1, Long.MAX_VALUE);
    }

    private static long oldestRunning(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OLDEST_RUNNING);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Long.parseLong(row.getString(1));
        }
    }

    private static FeedPage readPage(ResultSet row, FeedOffset after) throws SQLException {
        List<FeedEnvelope> envelopes = new ArrayList<>();
        FeedOffset next = after;
        int rowsSeen = 0;
        while (row.next()) {
            rowsSeen++;
            next = new FeedOffset(Long.parseLong(row.getString("xid")), row.getLong("ordering"));
            byte[] payload = row.getBytes("payload");
            if (payload != null) {
                envelopes.add(envelope(row, next, UnsafeByteOperations.unsafeWrap(payload)));
            }
        }
        return new FeedPage(envelopes, next, rowsSeen);
    }

    private static FeedEnvelope envelope(ResultSet row, FeedOffset offset, ByteString payload) throws SQLException {
        return new FeedEnvelope(
                offset,
                row.getString("persistence_id"),
                row.getLong("sequence_number"),
                Instant.ofEpochMilli(row.getLong("write_timestamp")),
                row.getInt("event_ser_id"),
                row.getString("event_ser_manifest"),
                payload);
    }
}
