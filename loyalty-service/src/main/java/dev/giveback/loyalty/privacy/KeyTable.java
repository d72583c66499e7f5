package dev.giveback.loyalty.privacy;

import dev.giveback.loyalty.domain.CustomerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The table of customers' wrapped keys. */
final class KeyTable {
    private static final String COLUMNS =
            "SELECT key_id, program, customer, wrapped, master_key_id, created_millis FROM customer_key ";

    /** No key is made for who was erased; of several who make one at once, the first has made it for all. */
    private static final String INSERT = """
            INSERT INTO customer_key (key_id, program, customer, wrapped, master_key_id, created_millis)
            SELECT ?, ?, ?, ?, ?, ?
            WHERE NOT EXISTS (SELECT FROM customer_erasure
                WHERE program = ? AND customer = ? AND keys_deleted_millis IS NOT NULL)
            ON CONFLICT DO NOTHING""";

    /**
     * How long the database may say nothing about one key, in milliseconds: less than callers wait. Everybody who wants the same customer's key waits
     * for the one who asks, so one connection that was forgotten on the way would close that customer for ever.
     */
    static final int SILENCE_MILLIS = 3_000;

    private final DataSource source;

    KeyTable(DataSource source) {
        this.source = source;
    }

    /** A row of it. */
    record Row(KeyId id, CustomerId owner, MasterKeys.Wrapped wrapped, long createdMillis) {}

    @Nullable
    Row of(CustomerId owner) throws SQLException {
        try (Connection connection = impatient();
                PreparedStatement query = connection.prepareStatement(COLUMNS + "WHERE program = ? AND customer = ?")) {
            query.setString(1, owner.program());
            query.setString(2, owner.customer());
            return first(query);
        }
    }

    @Nullable
    Row of(KeyId id) throws SQLException {
        try (Connection connection = impatient();
                PreparedStatement query = connection.prepareStatement(COLUMNS + "WHERE key_id = ?")) {
            query.setBytes(1, id.bytes());
            return first(query);
        }
    }

    /** A connection that is given up, and closed, when it is silent for too long. */
    private Connection impatient() throws SQLException {
        Connection connection = source.getConnection();
        try {
            connection.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static @Nullable Row first(PreparedStatement query) throws SQLException {
        try (ResultSet row = query.executeQuery()) {
            return row.next() ? row(row) : null;
        }
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                KeyId.of(row.getBytes(1)),
                new CustomerId(row.getString(2), row.getString(3)),
                new MasterKeys.Wrapped(row.getString(5), row.getBytes(4)),
                row.getLong(6));
    }

    /** Adds a row unless its owner has one or was erased. */
    void add(Row row) throws SQLException {
        try (Connection connection = impatient();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setBytes(1, row.id().bytes());
            insert.setString(2, row.owner().program());
            insert.setString(3, row.owner().customer());
            insert.setBytes(4, row.wrapped().bytes());
            insert.setString(5, row.wrapped().masterKeyId());
            insert.setLong(6, row.createdMillis());
            insert.setString(7, row.owner().program());
            insert.setString(8, row.owner().customer());
            insert.executeUpdate();
        }
    }

    /** How many rows there are. */
    long count() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement("SELECT count(*) FROM customer_key");
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Ids of the master keys that wrap some key. */
    List<String> masterKeyIds() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query =
                        connection.prepareStatement("SELECT DISTINCT master_key_id FROM customer_key ORDER BY 1");
                ResultSet row = query.executeQuery()) {
            List<String> ids = new ArrayList<>();
            while (row.next()) {
                ids.add(row.getString(1));
            }
            return ids;
        }
    }

    /** A page of rows after this key id (empty for the first), those that are wrapped by the primary already too. */
    List<Row> page(byte[] after, int rows) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query =
                        connection.prepareStatement(COLUMNS + "WHERE key_id > ? ORDER BY key_id LIMIT ?")) {
            query.setBytes(1, after);
            query.setInt(2, rows);
            try (ResultSet row = query.executeQuery()) {
                List<Row> page = new ArrayList<>();
                while (row.next()) {
                    page.add(row(row));
                }
                return page;
            }
        }
    }

    /** Replaces the wrapping of keys in one transaction; of one that is gone meanwhile nothing comes back. */
    void rewrap(List<Row> rows) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE customer_key SET wrapped = ?, master_key_id = ? WHERE key_id = ?")) {
            connection.setAutoCommit(false);
            for (Row row : rows) {
                update.setBytes(1, row.wrapped().bytes());
                update.setString(2, row.wrapped().masterKeyId());
                update.setBytes(3, row.id().bytes());
                update.addBatch();
            }
            update.executeBatch();
            connection.commit();
        }
    }
}
