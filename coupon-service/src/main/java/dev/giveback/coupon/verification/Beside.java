package dev.giveback.coupon.verification;

import dev.giveback.coupon.domain.CampaignId;
import dev.giveback.coupon.journal.PersistenceIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * What is kept beside the journal of one campaign. It is read before the journal is, so that it has seen nothing that is not read.
 *
 * @param revision of the row of the directory; 0 without one
 * @param isRegistered whether the code of a campaign that has one is registered for it
 */
record Beside(long revision, boolean isRegistered, List<Snapshot> snapshots) {
    private static final String REVISION = "SELECT revision FROM campaign_directory WHERE program = ? AND campaign = ?";
    private static final String REGISTERED =
            "SELECT EXISTS (SELECT FROM code_registry WHERE program = ? AND campaign = ?)";
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

    static Beside read(DataSource source, CampaignId id) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return new Beside(revision(connection, id), isRegistered(connection, id), snapshots(connection, id));
        }
    }

    private static long revision(Connection connection, CampaignId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REVISION)) {
            statement.setString(1, id.program());
            statement.setString(2, id.campaign());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static boolean isRegistered(Connection connection, CampaignId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(REGISTERED)) {
            statement.setString(1, id.program());
            statement.setString(2, id.campaign());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static List<Snapshot> snapshots(Connection connection, CampaignId id) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SNAPSHOTS)) {
            statement.setString(1, PersistenceIds.of(id));
            try (ResultSet row = statement.executeQuery()) {
                List<Snapshot> snapshots = new ArrayList<>();
                while (row.next()) {
                    snapshots.add(new Snapshot(row.getLong(1), row.getInt(2), row.getString(3), row.getBytes(4)));
                }
                return snapshots;
            }
        }
    }

    /** The latest event that something beside the journal has seen. */
    long seen() {
        return snapshots.stream().mapToLong(Snapshot::sequenceNumber).reduce(revision, Math::max);
    }
}
