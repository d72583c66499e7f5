package dev.giveback.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The tables of the journal by plain SQL, past every class of ours. */
public final class JournalTable {
    private JournalTable() {}

    /** Adds the event {@code word} as another writer would, in the transaction of {@code connection}; answers its ordering. */
    public static long insert(Connection connection, String persistenceId, long sequenceNumber, String word)
            throws SQLException {
        // 20 is the id of Akka's own serializer of strings.
        String sql = """
                INSERT INTO test_journal.event_journal (persistence_id, sequence_number, write_timestamp, writer,
                    adapter_manifest, event_ser_id, event_ser_manifest, event_payload)
                VALUES (?, ?, 1000, gen_random_uuid(), '', 20, '', convert_to(?, 'UTF8'))
                RETURNING ordering
                """;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, persistenceId);
            statement.setLong(2, sequenceNumber);
            statement.setString(3, word);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** The one number that {@code sql} selects. */
    public static long number(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
