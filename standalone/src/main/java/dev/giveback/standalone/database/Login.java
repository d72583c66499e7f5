package dev.giveback.standalone.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How to get into the server.
 *
 * @param port on loopback
 * @param password of the superuser
 */
record Login(int port, String password) {
    private static final String DATABASE = "giveback";

    /** The address of Giveback's database for JDBC, without user and password. */
    String url() {
        return url(DATABASE);
    }

    /** A new connection to Giveback's database; the caller closes it. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), PostgresServer.USER, password);
    }

    /** Creates Giveback's database if it is not there. */
    void createDatabase() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"), PostgresServer.USER, password);
                Statement statement = connection.createStatement()) {
            if (!exists(statement)) {
                statement.execute("CREATE DATABASE " + DATABASE);
            }
        }
    }

    private static boolean exists(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
            return rows.next();
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://" + ServerSettings.ADDRESS + ":" + port + "/" + database;
    }
}
