package dev.giveback.platform.tail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How far a feed was read, and who in the cluster reads it: whoever holds the lock of the database session. */
public final class FeedProgress {
    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(?, hashtext(current_schema()))";
    private static final String UNLOCK = "SELECT pg_advisory_unlock(?, hashtext(current_schema()))";
    private static final String TOKEN = "SELECT resume_token FROM feed_progress WHERE reader = ?";
    private static final String EARLIER_TOKEN = "SELECT earlier_token FROM feed_progress WHERE reader = ?";
    private static final String SAVE = """
            INSERT INTO feed_progress AS p (reader, resume_token, record_millis) VALUES (?, ?, ?)
            ON CONFLICT (reader) DO UPDATE SET
                resume_token = excluded.resume_token, record_millis = excluded.record_millis
            """;
    /**
     * The disk is busy with what callers wait for. What a crash takes goes with the progress, and is read again; what others come to by it is only
     * durable when this is too, since the log keeps the order.
     */
    private static final String DO_NOT_WAIT = "SET LOCAL synchronous_commit = off";
    /** Times by the clock of the database, because places are compared with the time at which they were reached. */
    private static final String MARK = """
            UPDATE feed_progress
            SET earlier_token = later_token, later_token = resume_token,
                later_millis = (extract(epoch FROM clock_timestamp()) * 1000)::bigint
            WHERE reader = ? AND later_millis < (extract(epoch FROM clock_timestamp()) * 1000)::bigint - 60000
            """;

    private final Connection connection;
    private final FeedName feed;

    FeedProgress(Connection connection, FeedName feed) {
        this.connection = connection;
        this.feed = feed;
    }

    /** Whether this session is the one that reads; it stays so until the connection ends. */
    boolean isReader() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TRY_LOCK)) {
            statement.setInt(1, feed.lock());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    void unlock() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UNLOCK)) {
            statement.setInt(1, feed.lock());
            statement.execute();
        }
    }

    /** Where to go on; empty for the beginning. */
    public String token() throws SQLException {
        return token(TOKEN);
    }

    /** Where the reader was a minute ago or more, but hardly more than two while it reads; empty for the beginning. */
    public String earlierToken() throws SQLException {
        return token(EARLIER_TOKEN);
    }

    /** The reader's own connection, for what it reads beside. */
    public Connection connection() {
        return connection;
    }

    private String token(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, feed.reader());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    /** Saves where to go on. */
    public void save(String token, long recordMillis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SAVE)) {
            statement.setString(1, feed.reader());
            statement.setString(2, token);
            statement.setLong(3, recordMillis);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(MARK)) {
            statement.setString(1, feed.reader());
            statement.executeUpdate();
        }
    }

    /** Saves it in one transaction with what these statements change. */
    public void saveWith(String token, long recordMillis, Statements statements) throws SQLException {
        together(of -> {
            statements.run(of);
            save(token, recordMillis);
        });
    }

    /**
     * Runs these statements in one transaction on the reader's connection. Its commit does not wait for the disk: after a crash of the database the
     * transaction may not have been, and what it did must come again from the feed.
     */
    public void together(Statements statements) throws SQLException {
        connection.setAutoCommit(false);
        try {
            try (Statement setting = connection.createStatement()) {
                setting.execute(DO_NOT_WAIT);
            }
            statements.run(connection);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** What is changed along with the progress. */
    @FunctionalInterface
    public interface Statements {
        /** Runs them in the transaction that is open. */
        void run(Connection connection) throws SQLException;
    }
}
