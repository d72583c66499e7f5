package dev.giveback.loyalty.seal;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.loyalty.v1.SealedRoot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What is kept of seals. */
final class SealTables {
    private static final String UPSERT = """
            INSERT INTO sealed_journal AS known (persistence_id, sequence_number, root_hash, seal_number)
            SELECT persistence_id, sequence_number, root_hash, ?
            FROM unnest(?::text[], ?::int8[], ?::bytea[]) AS row (persistence_id, sequence_number, root_hash)
            ON CONFLICT (persistence_id) DO UPDATE SET
                sequence_number = excluded.sequence_number,
                root_hash = excluded.root_hash,
                seal_number = excluded.seal_number
            WHERE known.sequence_number < excluded.sequence_number
            """;

    private final DataSource source;

    SealTables(DataSource source) {
        this.source = source;
    }

    /**
     * A seal as it is stored.
     *
     * @param publicKey of the key that signed it
     */
    @SuppressWarnings("ArrayRecordComponent") // None is compared.
    record Stored(SealedRoot seal, byte[] publicKey) {}

    /**
     * How far a journal was sealed.
     *
     * @param root of the tree over its records up to there
     */
    @SuppressWarnings("ArrayRecordComponent") // None is compared.
    record Sealed(String persistenceId, long sequenceNumber, byte[] root, long sealNumber) {}

    /** All seals by their number. */
    List<Stored> all() throws SQLException, InvalidProtocolBufferException {
        List<Stored> seals = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT seal, public_key FROM journal_seal ORDER BY number");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                seals.add(new Stored(SealedRoot.parseFrom(row.getBytes(1)), row.getBytes(2)));
            }
        }
        return seals;
    }

    /** Adds a seal; fails when another node was first. */
    void add(Stored seal) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "INSERT INTO journal_seal (number, seal, public_key) VALUES (?, ?, ?)")) {
            statement.setLong(1, seal.seal().getNumber());
            statement.setBytes(2, seal.seal().toByteArray());
            statement.setBytes(3, seal.publicKey());
            statement.executeUpdate();
        }
    }

    /** How far journals were sealed, of those whose persistence id comes after this one. */
    List<Sealed> sealedAfter(String persistenceId, int limit) throws SQLException {
        List<Sealed> sealed = new ArrayList<>();
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        SELECT persistence_id, sequence_number, root_hash, seal_number FROM sealed_journal
                        WHERE persistence_id > ? ORDER BY persistence_id LIMIT ?""")) {
            query.setString(1, persistenceId);
            query.setInt(2, limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    sealed.add(new Sealed(row.getString(1), row.getLong(2), row.getBytes(3), row.getLong(4)));
                }
            }
        }
        return sealed;
    }

    /** Notes how far journals are sealed; one that is known further stays as it is. */
    void note(List<Sealed> sealed, long sealNumber) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(UPSERT)) {
            statement.setLong(1, sealNumber);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", sealed.stream().map(Sealed::persistenceId).toArray(String[]::new)));
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "int8", sealed.stream().map(Sealed::sequenceNumber).toArray(Long[]::new)));
            statement.setArray(
                    4,
                    connection.createArrayOf(
                            "bytea", sealed.stream().map(Sealed::root).toArray(byte[][]::new)));
            statement.executeUpdate();
        }
    }

    /** Whether there is any event. */
    boolean anyEvent() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT EXISTS (SELECT FROM event_journal)");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
