package dev.giveback.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Adds rows that another system recorded, with their bytes as they are. The rows of one call share a transaction, and they are in the feed
 * in the order in which they are given.
 */
public final class JournalLoad {
    private static final String INSERT = """
            INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, writer, adapter_manifest,
                event_ser_id, event_ser_manifest, event_payload)
            SELECT persistence_id, sequence_number, write_timestamp, ?::uuid, '',
                event_ser_id, event_ser_manifest, event_payload
            FROM unnest(?::text[], ?::int8[], ?::int8[], ?::int4[], ?::text[], ?::bytea[])
            AS row (persistence_id, sequence_number, write_timestamp, event_ser_id, event_ser_manifest, event_payload)
            """;

    private static final String INSERT_MISSING = INSERT + "ON CONFLICT (persistence_id, sequence_number) DO NOTHING";

    private static final String LAST_ROWS = """
            SELECT asked.persistence_id, last.sequence_number, last.event_payload
            FROM unnest(?::text[]) AS asked (persistence_id)
            CROSS JOIN LATERAL (
                SELECT sequence_number, event_payload FROM event_journal AS row
                WHERE row.persistence_id = asked.persistence_id
                ORDER BY sequence_number DESC LIMIT 1) AS last
            """;

    private JournalLoad() {}

    /**
     * The last row of one journal.
     *
     * @param payload not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // None is compared.
    public record Last(long sequenceNumber, byte[] payload) {}

    /**
     * Stores rows; the caller commits.
     *
     * @param rows whose transaction and ordering are not used: they get new ones
     * @param writer one for all rows of a load
     * @throws SQLException of state 23505 when a row is there already
     */
    public static void insert(Connection connection, List<JournalRow> rows, UUID writer) throws SQLException {
        int stored = insert(INSERT, connection, rows, writer);
        if (stored != rows.size()) {
            throw new SQLException("stored: " + stored + " rows (expected: " + rows.size() + ")");
        }
    }

    /**
     * Stores those rows that are not there; the caller commits.
     *
     * @param rows whose transaction and ordering are not used: they get new ones
     * @return how many were stored; the others' persistence ids and sequence numbers are there, with whatever content
     */
    public static int insertMissing(Connection connection, List<JournalRow> rows, UUID writer) throws SQLException {
        return insert(INSERT_MISSING, connection, rows, writer);
    }

    private static int insert(String sql, Connection connection, List<JournalRow> rows, UUID writer)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, writer.toString());
            set(statement, 2, "text", rows, String[]::new, JournalRow::persistenceId);
            set(statement, 3, "int8", rows, Long[]::new, JournalRow::sequenceNumber);
            set(statement, 4, "int8", rows, Long[]::new, JournalRow::timestampMillis);
            set(statement, 5, "int4", rows, Integer[]::new, JournalRow::serializerId);
            set(statement, 6, "text", rows, String[]::new, JournalRow::manifest);
            set(statement, 7, "bytea", rows, byte[][]::new, JournalRow::payload);
            return statement.executeUpdate();
        }
    }

    private static <T> void set(
            PreparedStatement statement,
            int parameter,
            String type,
            List<JournalRow> rows,
            IntFunction<T[]> array,
            Function<JournalRow, T> column)
            throws SQLException {
        statement.setArray(
                parameter,
                statement
                        .getConnection()
                        .createArrayOf(type, rows.stream().map(column).toArray(array)));
    }

    /** The last rows of these journals; those without rows are left out. */
    public static Map<String, Last> lastRows(Connection connection, Collection<String> persistenceIds)
            throws SQLException {
        Map<String, Last> lastRows = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(LAST_ROWS)) {
            statement.setArray(1, connection.createArrayOf("text", persistenceIds.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lastRows.put(row.getString(1), new Last(row.getLong(2), row.getBytes(3)));
                }
            }
        }
        return lastRows;
    }
}
