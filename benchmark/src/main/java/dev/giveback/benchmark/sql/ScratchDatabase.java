package dev.giveback.benchmark.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** An empty database on a server that is there, dropped at the end. */
public final class ScratchDatabase implements AutoCloseable {
    private static final String NAME = "giveback_bench_nodes";

    private final DatabaseAddress server;

    private ScratchDatabase(DatabaseAddress server) {
        this.server = server;
    }

    /** Makes it; what an aborted run left behind under its name is dropped first. */
    public static ScratchDatabase create(DatabaseAddress server) throws SQLException {
        execute(server, "DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
        execute(server, "CREATE DATABASE " + NAME);
        return new ScratchDatabase(server);
    }

    /** Where it is, for JDBC. */
    public String url() {
        return server.url(NAME);
    }

    /** Who may do everything in it. */
    public DatabaseAddress server() {
        return server;
    }

    @Override
    public void close() throws SQLException {
        execute(server, "DROP DATABASE IF EXISTS " + NAME + " WITH (FORCE)");
    }

    private static void execute(DatabaseAddress server, String command) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url("postgres"), server.properties());
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
