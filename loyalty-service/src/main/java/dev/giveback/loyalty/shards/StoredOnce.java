package dev.giveback.loyalty.shards;

import dev.giveback.platform.journal.JournalLoad;
import dev.giveback.platform.journal.JournalRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Rows of one journal in another one, as often as they come. */
final class StoredOnce {
    /** The first of these rows that is not in the journal as it is here. */
    private static final String DIFFERENT = """
            SELECT asked.persistence_id, asked.sequence_number
            FROM unnest(?::text[], ?::int8[], ?::bytea[]) AS asked (persistence_id, sequence_number, payload)
            LEFT JOIN event_journal AS stored USING (persistence_id, sequence_number)
            WHERE stored.event_payload IS DISTINCT FROM asked.payload LIMIT 1
            """;

    private StoredOnce() {}

    /**
     * Stores those rows that are not there yet.
     *
     * @return the first one that is there with another content; nothing when all are as they should be
     */
    static Optional<String> store(Connection connection, List<JournalRow> rows, UUID writer) throws SQLException {
        return JournalLoad.insertMissing(connection, rows, writer) == rows.size()
                ? Optional.empty()
                : different(connection, rows);
    }

    private static Optional<String> different(Connection connection, List<JournalRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DIFFERENT)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", rows.stream().map(JournalRow::persistenceId).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "int8",
                            rows.stream().map(JournalRow::sequenceNumber).toArray()));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea", rows.stream().map(JournalRow::payload).toArray(byte[][]::new)));
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of("event " + row.getLong(2) + " of " + row.getString(1))
                        : Optional.empty();
            }
        }
    }
}
