package dev.giveback.gateway.planted;

import java.sql.Connection;
import java.sql.SQLException;

/** A planted violation: the gateway has no state, so no database either. */
public final class KnowsTheDatabase {
    private KnowsTheDatabase() {}

    /** The violation itself. */
    public static boolean isOpen(Connection connection) throws SQLException {
        return !connection.isClosed();
    }
}
