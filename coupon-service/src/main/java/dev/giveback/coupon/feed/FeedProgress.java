package dev.giveback.coupon.feed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How far the feed was read, and who in the cluster reads it: whoever holds the lock of the database session. */
final class FeedProgress {
    private static final String READER = "campaigns";
    /** Any number that no other lock of this database uses. */
    private static final int LOCK = 8_172_001;

    private static final String TRY_LOCK = "SELECT pg_try_advisory_lock(?, hashtext(current_schema()))";
    private static final String TOKEN = "SELECT resume_token FROM coupon_feed_progress WHERE reader = ?";
    private static final String SAVE = """
            INSERT INTO coupon_feed_progress (reader, resume_token, record_millis) VALUES (?, ?, ?)
            ON CONFLICT (reader) DO UPDATE SET
                resume_token = excluded.resume_token, record_millis = excluded.record_millis
            """;

    private final Connection connection;

    FeedProgress(Connection connection) {
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

    void unlock() throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_advisory_unlock(?, hashtext(current_schema()))")) {
            statement.setInt(1, LOCK);
            statement.execute();
        }
    }

    /** Where to go on; empty for the beginning. */
    String token() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(TOKEN)) {
            statement.setString(1, READER);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    void save(String token, long recordMillis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SAVE)) {
            statement.setString(1, READER);
            statement.setString(2, token);
            statement.setLong(3, recordMillis);
            statement.executeUpdate();
        }
    }
}
