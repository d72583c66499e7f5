package dev.giveback.feedback.texts;

import dev.giveback.feedback.domain.CustomerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes texts for good. */
final class TextErasure {
    private static final Logger log = LoggerFactory.getLogger(TextErasure.class);
    private static final String NOT_ALLOWED = "42501";

    private static final String MARK = """
            INSERT INTO personal_text_erasure (program, customer, purge_due, erase_millis) VALUES (?, ?, true, ?)
            ON CONFLICT (program, customer) DO UPDATE SET purge_due = true, erase_millis = excluded.erase_millis""";

    private static final String NOTED = "SELECT FROM personal_text_erasure WHERE program = ? AND customer = ?";
    private static final String DUE = "SELECT FROM personal_text_erasure WHERE purge_due OR erase_millis < ? LIMIT 1";

    /**
     * A change of type that computes writes every row that is there into a new file, and no other: unlike VACUUM (FULL), which copies
     * deleted rows along for as long as any transaction of the database is older than the deletion.
     */
    private static final String WRITE_ANEW =
            "ALTER TABLE personal_text ALTER COLUMN salt TYPE bytea USING salt || ''::bytea";

    /** Whoever waits for the table's lock holds up all who come after; the sweep tries again within a minute. */
    private static final String NOT_FOR_LONG = "SET LOCAL lock_timeout = '2s'";

    private static final String LOCKED = "55P03";

    private final DataSource source;

    TextErasure(DataSource source) {
        this.source = source;
    }

    /**
     * Deletes what there is of a customer and notes that its pages still hold it, both or neither; says whether there was anything, in the
     * table or, of what was dropped, in its pages.
     */
    boolean delete(CustomerId customer, long nowMillis) {
        try (Connection connection = source.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM personal_text WHERE program = ? AND customer = ?");
                PreparedStatement mark = connection.prepareStatement(MARK)) {
            connection.setAutoCommit(false);
            delete.setString(1, customer.program());
            delete.setString(2, customer.customer());
            int deleted = delete.executeUpdate();
            boolean isAny = deleted > 0 || isNoted(connection, customer);
            if (isAny) {
                mark.setString(1, customer.program());
                mark.setString(2, customer.customer());
                mark.setLong(3, nowMillis);
                mark.executeUpdate();
            }
            connection.commit();
            return isAny;
        } catch (SQLException e) {
            throw new TextsAwayException(e);
        }
    }

    private static boolean isNoted(Connection connection, CustomerId customer) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NOTED)) {
            query.setString(1, customer.program());
            query.setString(2, customer.customer());
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Whether an erasure waits for it, or what was dropped before this time. */
    boolean isPurgeDue(long beforeMillis) {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(DUE)) {
            query.setLong(1, beforeMillis);
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw new TextsAwayException(e);
        }
    }

    /**
     * Writes the table anew, because a deleted row stays in its page until something is written over it, and takes all marks away in the same
     * transaction, which waits for every deletion that is under way; then a checkpoint, after which the old file is gone.
     */
    void purge() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(NOT_FOR_LONG);
            statement.execute(WRITE_ANEW);
            statement.executeUpdate("DELETE FROM personal_text_erasure");
            connection.commit();
            connection.setAutoCommit(true);
            checkpoint(statement);
        } catch (SQLException e) {
            if (!LOCKED.equals(e.getSQLState())) {
                throw new TextsAwayException(e);
            }
            log.warn(
                    "Deleted texts still lie in pages of their table, which somebody reads; it is written anew later.");
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
                    "no checkpoint after texts were deleted: this user may not ask for one; the server makes it in its own time");
        }
    }
}
