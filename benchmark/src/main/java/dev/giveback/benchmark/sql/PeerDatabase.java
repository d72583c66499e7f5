package dev.giveback.benchmark.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The peer's own database on the server that Giveback uses: made for a run, dropped after it. */
public final class PeerDatabase implements AutoCloseable {
    /** Its name. */
    public static final String NAME = "giveback_bench";

    private static final List<String> DURABLE = List.of("fsync", "synchronous_commit", "full_page_writes");
    private static final List<String> TOLD = List.of(
            "server_version",
            "wal_sync_method",
            "shared_buffers",
            "max_wal_size",
            "commit_delay",
            "wal_compression",
            "max_connections");

    private final DatabaseAddress server;

    private PeerDatabase(DatabaseAddress server) {
        this.server = server;
    }

    /**
     * Makes the database with an account for every customer. What an aborted run left behind under its name is dropped first.
     */
    public static PeerDatabase create(DatabaseAddress server, int customers) throws SQLException {
        PeerDatabase database = new PeerDatabase(server);
        try (Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
            statement.execute("CREATE DATABASE " + NAME);
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                PreparedStatement accounts = connection.prepareStatement(
                        "INSERT INTO account SELECT i, 0, 0, 0 FROM generate_series(1, ?) i")) {
            statement.execute(Scripts.schema());
            accounts.setInt(1, customers);
            accounts.executeUpdate();
            statement.execute("VACUUM ANALYZE account");
        } catch (SQLException problem) {
            database.close();
            throw problem;
        }
        return database;
    }

    /** The server's settings that durability and speed hang on, as it tells them itself. */
    public static Map<String, String> settings(DatabaseAddress server) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement()) {
            for (String name : DURABLE) {
                settings.put(name, show(statement, name));
            }
            for (String name : TOLD) {
                settings.put(name, show(statement, name));
            }
        }
        return settings;
    }

    /** Throws IllegalStateException if the settings would lose a commit: figures of such a server would compare nothing. */
    public static void requireDurable(Map<String, String> settings) {
        for (String name : DURABLE) {
            if (!"on".equals(settings.get(name))) {
                throw new IllegalStateException(
                        "the server's " + name + " is " + settings.get(name) + " (expected: on); nothing is measured");
            }
        }
    }

    /**
     * Compares what the tables hold with what pgbench counted. Throws IllegalStateException if a transaction left less, or more,
     * than its facts.
     *
     * @param checkouts all checkouts that pgbench has counted since the database was made
     */
    public void requireConsistent(long checkouts) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(Scripts.consistency())) {
            row.next();
            for (int column = 1; column <= 4; column++) {
                require(row.getMetaData().getColumnName(column), row.getLong(column), checkouts);
            }
            require(row.getMetaData().getColumnName(5), row.getLong(5), 0);
        }
    }

    Connection connect() throws SQLException {
        return connect(server, NAME);
    }

    DatabaseAddress server() {
        return server;
    }

    @Override
    public void close() throws SQLException {
        try (Connection connection = connect(server, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
        }
    }

    private static Connection connect(DatabaseAddress server, String database) throws SQLException {
        return DriverManager.getConnection(server.url(database), server.properties());
    }

    private static String show(Statement statement, String name) throws SQLException {
        try (ResultSet row = statement.executeQuery("SHOW " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    private static void require(String what, long found, long expected) {
        if (found != expected) {
            throw new IllegalStateException("SQL peer: " + what + " " + found + " (expected: " + expected + ")");
        }
    }
}
