package dev.giveback.platform.feed;

import akka.japi.function.Function;
import akka.projection.jdbc.JdbcSession;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a projection, on one connection. It begins by locking the offset that is kept, so that it waits for another node's transaction and sees
 * what that applied; Akka writes the new offset before it hands the events over.
 *
 * @param kept null if there is none yet
 */
record FeedSession(Connection connection, @Nullable FeedOffset kept) implements JdbcSession {
    /** The commit need not wait for the disk: what a crash takes goes with its offset, and is read again. */
    private static final String KEPT = """
            SELECT current_offset, set_config('synchronous_commit', 'off', true) FROM akka_projection_offset_store
            WHERE projection_name = ? AND projection_key = 'all' FOR UPDATE
            """;

    static FeedSession open(DataSource source, String projection) {
        try {
            Connection connection = source.getConnection();
            try {
                connection.setAutoCommit(false);
                return new FeedSession(connection, kept(connection, projection));
            } catch (SQLException | RuntimeException failed) {
                connection.close();
                throw failed;
            }
        } catch (SQLException e) {
            throw new FeedException("no connection for a projection", e);
        }
    }

    private static @Nullable FeedOffset kept(Connection connection, String projection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(KEPT)) {
            statement.setString(1, projection);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? FeedOffset.parse(row.getString(1)) : null;
            }
        }
    }

    @Override
    public <R> R withConnection(Function<Connection, R> use) throws Exception {
        return use.apply(connection);
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
    }

    @Override
    public void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
