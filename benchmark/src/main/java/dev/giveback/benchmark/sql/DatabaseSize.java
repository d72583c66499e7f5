package dev.giveback.benchmark.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** How much a Giveback has stored. */
public final class DatabaseSize {
    private DatabaseSize() {}

    /** Of its whole database on disk, indexes and free room on pages included, without the write-ahead log. */
    public static long bytes(DatabaseAddress server) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url("giveback"), server.properties());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }
}
