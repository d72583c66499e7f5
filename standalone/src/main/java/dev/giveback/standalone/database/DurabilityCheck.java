package dev.giveback.standalone.database;

import dev.giveback.standalone.console.Problem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** Asks a running server whether it keeps what it acknowledges, because what it was told and what it does may differ. */
final class DurabilityCheck {
    private DurabilityCheck() {}

    /**
     * Checks the settings as a session of ours sees them.
     *
     * @throws Problem naming the first setting that is not as it must be
     */
    static void verify(Connection connection) throws SQLException {
        for (Map.Entry<String, String> required : ServerSettings.DURABLE.entrySet()) {
            String actual = show(connection, required.getKey());
            if (!actual.equals(required.getValue())) {
                throw Problem.failed("PostgreSQL runs with " + required.getKey() + " = " + actual + " (expected: "
                        + required.getValue() + "): acknowledged points could be lost, so Giveback does not run on it");
            }
        }
    }

    /** The value of a setting in this session. */
    static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
