package dev.giveback.access.verification;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import javax.sql.DataSource;

/**
 * What is kept beside one journal. It is read before the journal is, so that it has seen nothing that is not read.
 *
 * @param listed what the lists of the read model hold of it
 */
record Beside(Tally listed, List<Snapshot> snapshots) {
    private static final String NAMES = """
        WITH RECURSIVE names AS (
            (SELECT persistence_id FROM event_journal ORDER BY persistence_id LIMIT 1)
            UNION ALL
            SELECT (SELECT later.persistence_id FROM event_journal later WHERE later.persistence_id > names.persistence_id
                    ORDER BY later.persistence_id LIMIT 1)
            FROM names WHERE names.persistence_id IS NOT NULL)
        SELECT persistence_id FROM names WHERE persistence_id IS NOT NULL
        UNION SELECT persistence_id FROM snapshot
        UNION SELECT 'approvals|' || program FROM access_approvals
        UNION SELECT 'keys|all' WHERE EXISTS (SELECT FROM access_keys)
        UNION SELECT 'audit|acts' WHERE EXISTS (SELECT FROM access_audit)
        """;

    private static final String KEYS = """
        SELECT count(*), 0, max(greatest(create_millis, rotate_millis, coalesce(revoke_millis, 0))) FROM access_keys
        """;

    private static final String ACTS = """
        SELECT count(*), count(end_millis), max(greatest(begin_millis, coalesce(end_millis, 0))) FROM access_audit
        """;

    private static final String APPROVALS = """
        SELECT count(*), count(approved), max(greatest(create_millis, coalesce(review_millis, 0))) FROM access_approvals WHERE program = ?
        """;

    private static final String SNAPSHOTS = """
        SELECT sequence_number, snapshot_ser_id, snapshot_ser_manifest, snapshot_payload FROM snapshot
        WHERE persistence_id = ? ORDER BY sequence_number
        """;

    Beside {
        snapshots = List.copyOf(snapshots);
    }

    /** A row of the snapshots. */
    @SuppressWarnings("ArrayRecordComponent") // It is compared by hand.
    record Snapshot(long sequenceNumber, int serializerId, String manifest, byte[] payload) {}

    /** The names of all journals of which anything is stored, in order. */
    static SortedSet<String> names(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(NAMES);
                ResultSet row = statement.executeQuery()) {
            SortedSet<String> names = new TreeSet<>();
            while (row.next()) {
                names.add(row.getString(1));
            }
            return names;
        }
    }

    static Beside read(DataSource source, String persistenceId) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return new Beside(listed(connection, Journal.of(persistenceId)), snapshots(connection, persistenceId));
        }
    }

    private static Tally listed(Connection connection, Journal journal) throws SQLException {
        return switch (journal) {
            case Journal.Keys keys -> listed(connection, KEYS);
            case Journal.Acts acts -> listed(connection, ACTS);
            case Journal.Approvals approvals -> listed(connection, APPROVALS, approvals.program());
            case Journal.Foreign foreign -> Tally.NONE;
        };
    }

    private static Tally listed(Connection connection, String query, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Tally(row.getLong(1), row.getLong(2), row.getLong(3)) : Tally.NONE;
            }
        }
    }

    private static List<Snapshot> snapshots(Connection connection, String persistenceId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SNAPSHOTS)) {
            statement.setString(1, persistenceId);
            try (ResultSet row = statement.executeQuery()) {
                List<Snapshot> snapshots = new ArrayList<>();
                while (row.next()) {
                    snapshots.add(new Snapshot(row.getLong(1), row.getInt(2), row.getString(3), row.getBytes(4)));
                }
                return snapshots;
            }
        }
    }
}
