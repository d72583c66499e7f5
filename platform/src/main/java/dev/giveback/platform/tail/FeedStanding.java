package dev.giveback.platform.tail;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How a reader of another service's feed stands, in the table {@code feed_standing} of its service.
 *
 * @param paused whether an admin stopped it
 * @param currentMillis when it had last taken everything that there was; 0 for never
 * @param nowMillis when this was asked, by the same clock, which is that of the database
 */
public record FeedStanding(boolean paused, long currentMillis, long nowMillis) {
    private static final String READ = """
            SELECT coalesce(bool_or(paused), false), coalesce(max(current_millis), 0),
                (extract(epoch FROM clock_timestamp()) * 1000)::bigint
            FROM feed_standing WHERE reader = ?
            """;
    private static final String PAUSE = """
            INSERT INTO feed_standing (reader, paused) VALUES (?, ?)
            ON CONFLICT (reader) DO UPDATE SET paused = excluded.paused
            """;
    private static final String UP_TO = """
            INSERT INTO feed_standing AS s (reader, current_millis)
            VALUES (?, least(?, (extract(epoch FROM clock_timestamp()) * 1000)::bigint))
            ON CONFLICT (reader) DO UPDATE SET current_millis = excluded.current_millis
            WHERE s.current_millis < excluded.current_millis - 4000
            """;

    /** Of this reader; as of one that has never read if nothing is known. */
    public static FeedStanding read(Connection connection, String reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, reader);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return new FeedStanding(row.getBoolean(1), row.getLong(2), row.getLong(3));
            }
        }
    }

    /** Stops it, or lets it go on: it looks for that several times a second, on whatever node it is. */
    public static void pause(Connection connection, String reader, boolean paused) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAUSE)) {
            statement.setString(1, reader);
            statement.setBoolean(2, paused);
            statement.executeUpdate();
        }
    }

    /**
     * It has taken everything that was recorded until then; that is written for every four seconds at most.
     *
     * @param recordMillis when what it took last was recorded; anything later than now for all that there is
     */
    public static void upTo(Connection connection, String reader, long recordMillis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UP_TO)) {
            statement.setString(1, reader);
            statement.setLong(2, recordMillis);
            statement.executeUpdate();
        }
    }
}
