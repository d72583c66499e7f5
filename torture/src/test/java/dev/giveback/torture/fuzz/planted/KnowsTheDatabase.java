package dev.giveback.torture.fuzz.planted;

import java.sql.Connection;
import java.sql.SQLException;

/** It must not. */
final class KnowsTheDatabase {
    private KnowsTheDatabase() {}

    static boolean isOpen(Connection connection) throws SQLException {
        return !connection.isClosed();
    }
}
