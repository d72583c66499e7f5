package dev.giveback.recommendation.outcomes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;

/** How far the journals were read, and who in the cluster reads them: whoever holds the lock of the database session, which also writes. */
final class OutcomeProgress {
    /** Any number that no other lock of this database uses. */
    private static final int LOCK = 8_172_011;

    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(?, hashtext(current_schema()))";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(?, hashtext(current_schema()))";
    private static final String TOKEN = "SELECT resume_token FROM outcome_progress";
    private static final String TRANSACTION = "SELECT max(transaction) FROM outcome_progress";
    private static final String SAVE = """
            INSERT INTO outcome_progress AS p (resume_token, record_millis, transaction) VALUES (?, ?, ?)
            ON CONFLICT (only_row) DO UPDATE SET
                resume_token = excluded.resume_token, record_millis = greatest(p.record_millis, excluded.record_millis),
                transaction = greatest(p.transaction, excluded.transaction)
            """;
    private static final String FORGET = """
            WITH gone AS (DELETE FROM outcome_progress)
            UPDATE showing_program SET is_followed = false
            """;
    private static final String SHOWING = "SELECT program FROM showing_program";
    private static final String FOLLOW =
            "UPDATE showing_program SET is_followed = true WHERE NOT is_followed AND program = ANY (?)";

    private final Connection connection;

    OutcomeProgress(Connection connection) {
        this.connection = connection;
    }

    /** Whether this session is the one that reads; it stays so until the connection ends. */
    boolean isReader() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRY_LOCK)) {
            statement.setInt(1, LOCK);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /** What is read under the lock. */
    @FunctionalInterface
    interface Reading {
        void run() throws SQLException, InterruptedException;
    }

    /** Reads as the one who holds the lock, and gives it back. */
    void asReader(Reading reading) throws SQLException, InterruptedException {
        try {
            reading.run();
        } catch (SQLException | RuntimeException | InterruptedException | Error e) {
            unlock(e);
            throw e;
        }
        unlock();
    }

    private void unlock(Throwable why) {
        try {
            unlock();
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }

    private void unlock() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNLOCK)) {
            statement.setInt(1, LOCK);
            statement.execute();
        }
    }

    /** Where to go on; empty before the first time. */
    String token() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TOKEN);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        }
    }

    /** The transaction of the last event that was read; 0 before the first. */
    long transaction() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRANSACTION);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Forgets the place, which is none of this journal; no program is followed until there is another one. */
    void forget() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.executeUpdate();
        }
    }

    /** Programs that have shown any list. */
    Set<String> showing() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SHOWING);
                ResultSet row = statement.executeQuery()) {
            Set<String> programs = new TreeSet<>();
            while (row.next()) {
                programs.add(row.getString(1));
            }
            return programs;
        }
    }

    /** From the place that is saved on, all that these programs' customers buy is found. */
    void follow(Set<String> programs) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FOLLOW)) {
            statement.setArray(1, connection.createArrayOf("text", programs.toArray()));
            statement.executeUpdate();
        }
    }

    /**
     * Saves the place.
     *
     * @param recordMillis when the last event before it had been recorded; 0 when that is not known
     * @param transaction of that event; 0 when that is not known
     */
    void save(String token, long recordMillis, long transaction) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SAVE)) {
            statement.setString(1, token);
            statement.setLong(2, recordMillis);
            statement.setLong(3, transaction);
            statement.executeUpdate();
        }
    }

    /** What is changed together. */
    @FunctionalInterface
    interface Change {
        void run() throws SQLException;
    }

    /** Does it in one transaction. */
    void together(Change change) throws SQLException {
        connection.setAutoCommit(false);
        try {
            change.run();
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(e);
            throw e;
        }
    }

    private void rollBack(Throwable why) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            why.addSuppressed(e);
        }
    }
}
