package dev.giveback.loyalty.directory;

import dev.giveback.loyalty.domain.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One rebuild at a time, in the whole cluster. The database sets it free when the process or its connection dies. */
final class RebuildLock {
    private static final String KEY = "hashtextextended(current_schema() || '.customer_directory', 0)";

    private RebuildLock() {}

    /** Takes it at once, or refuses. */
    static void take(Connection connection) throws SQLException, RebuildRefused {
        if (!isTrue(connection, "SELECT pg_try_advisory_lock(" + KEY + ")")) {
            throw new RebuildRefused(
                    Reason.REBUILD_UNDER_WAY, "the read model is being rebuilt already; wait for that, or cancel it");
        }
    }

    /** Sets it free, on the connection that has it. */
    static void release(Connection connection) throws SQLException {
        var unused = isTrue(connection, "SELECT pg_advisory_unlock(" + KEY + ")");
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
