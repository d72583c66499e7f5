package dev.giveback.loyalty.privacy;

import dev.giveback.loyalty.domain.CustomerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The table of erasures, and the deleting of keys. */
final class ErasureTable {
    private static final Logger log = LoggerFactory.getLogger(ErasureTable.class);
    private static final String NOT_ALLOWED = "42501";

    private static final String ASK = """
            INSERT INTO customer_erasure (program, customer, asked_millis) VALUES (?, ?, ?)
            ON CONFLICT (program, customer) DO UPDATE SET asked_millis = excluded.asked_millis
            WHERE customer_erasure.keys_deleted_millis IS NULL""";

    private static final String BURY = """
            INSERT INTO customer_erasure (program, customer, asked_millis, keys_deleted_millis, purge_due, keys_deleted)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (program, customer) DO UPDATE SET
                keys_deleted_millis = coalesce(customer_erasure.keys_deleted_millis, excluded.keys_deleted_millis),
                purge_due = customer_erasure.purge_due OR excluded.purge_due,
                keys_deleted = customer_erasure.keys_deleted + excluded.keys_deleted
            RETURNING keys_deleted""";

    /**
     * Whoever makes a key has looked whether there is a tombstone first, and so must have committed before keys are deleted; those who
     * come later wait and find it.
     */
    private static final String NO_NEW_KEYS = "LOCK TABLE customer_key IN SHARE ROW EXCLUSIVE MODE";

    /**
     * A change of type that computes writes every row that is there into a new file, and no other: unlike VACUUM (FULL), which copies
     * deleted rows along for as long as any transaction of the database is older than the deletion.
     */
    private static final String WRITE_ANEW =
            "ALTER TABLE customer_key ALTER COLUMN wrapped TYPE bytea USING wrapped || ''::bytea";

    private final DataSource source;

    ErasureTable(DataSource source) {
        this.source = source;
    }

    /** An erasure that was asked for, and whose keys are not deleted or may still lie in a page of their table. */
    record Open(CustomerId customer, long askedMillis) {}

    /** Takes note that an erasure was asked for, before anything is done. */
    void ask(CustomerId customer, long now) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement(ASK)) {
            insert.setString(1, customer.program());
            insert.setString(2, customer.customer());
            insert.setLong(3, now);
            insert.executeUpdate();
        }
    }

    /** Forgets that it was asked for, because it was refused. */
    void withdraw(CustomerId customer) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement delete = connection.prepareStatement("""
                        DELETE FROM customer_erasure
                        WHERE program = ? AND customer = ? AND keys_deleted_millis IS NULL""")) {
            delete.setString(1, customer.program());
            delete.setString(2, customer.customer());
            delete.executeUpdate();
        }
    }

    /** Those that are open, the oldest first. */
    List<Open> open(int limit) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement("""
                        SELECT program, customer, asked_millis FROM customer_erasure
                        WHERE keys_deleted_millis IS NULL OR purge_due ORDER BY asked_millis LIMIT ?""")) {
            query.setInt(1, limit);
            List<Open> open = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    open.add(new Open(new CustomerId(row.getString(1), row.getString(2)), row.getLong(3)));
                }
            }
            return open;
        }
    }

    /**
     * Deletes the keys of these customers and leaves tombstones, all at once; says how many keys there were, those deleted before by
     * another try counted in.
     */
    int deleteKeys(Collection<CustomerId> customers, long now) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute(NO_NEW_KEYS);
            int deleted = 0;
            try (PreparedStatement bury = connection.prepareStatement(BURY);
                    PreparedStatement delete = connection.prepareStatement(
                            "DELETE FROM customer_key WHERE program = ? AND customer = ?")) {
                for (CustomerId customer : customers) {
                    delete.setString(1, customer.program());
                    delete.setString(2, customer.customer());
                    int keys = delete.executeUpdate();
                    bury.setString(1, customer.program());
                    bury.setString(2, customer.customer());
                    bury.setLong(3, now);
                    bury.setLong(4, now);
                    bury.setBoolean(5, keys > 0);
                    bury.setInt(6, keys);
                    try (ResultSet row = bury.executeQuery()) {
                        row.next();
                        deleted += row.getInt(1);
                    }
                }
            }
            connection.commit();
            return deleted;
        }
    }

    /** Whether a key of one of these may still lie in a page of the table. */
    boolean isPurgeDue(Collection<CustomerId> customers) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT FROM customer_erasure WHERE program = ? AND customer = ? AND purge_due")) {
            for (CustomerId customer : customers) {
                query.setString(1, customer.program());
                query.setString(2, customer.customer());
                try (ResultSet row = query.executeQuery()) {
                    if (row.next()) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    /**
     * Writes the table of keys anew, because a deleted row stays in its page until something is written over it; then a checkpoint, after
     * which the old file is gone and the log of changes up to now is not needed any more. A user who may not ask for a checkpoint gets it
     * when the server makes one by itself.
     */
    void purge() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(WRITE_ANEW);
            checkpoint(statement);
        }
    }

    /** Notes that nothing is left of the keys of these; until then whatever breaks off a purge, another is made. */
    void purged(Collection<CustomerId> customers) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE customer_erasure SET purge_due = false WHERE program = ? AND customer = ?")) {
            for (CustomerId customer : customers) {
                update.setString(1, customer.program());
                update.setString(2, customer.customer());
                update.executeUpdate();
            }
        }
    }

    private static void checkpoint(Statement statement) throws SQLException {
        try {
            statement.execute("CHECKPOINT");
        } catch (SQLException refused) {
            if (!NOT_ALLOWED.equals(refused.getSQLState())) {
                throw refused;
            }
            log.info(
                    "no checkpoint after keys were deleted: this user may not ask for one; the server makes it in its own time");
        }
    }
}
