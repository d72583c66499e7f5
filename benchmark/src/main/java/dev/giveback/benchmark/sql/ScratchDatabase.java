package dev.giveback.benchmark.sql;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** An empty database on a server that is there, dropped at the end. */
public final class ScratchDatabase implements AutoCloseable {
    private final DatabaseAddress server;
    private final String name;

    private ScratchDatabase(DatabaseAddress server, String name) {
        this.server = server;
        this.name = name;
    }

    /**
     * Makes it; what an aborted run left behind under its name is dropped first.
     *
     * @param what it is for, letters and digits
     */
    public static ScratchDatabase create(DatabaseAddress server, String what) throws SQLException {
        String name = "giveback_bench_" + what;
        execute(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        execute(server, "CREATE DATABASE " + name);
        return new ScratchDatabase(server, name);
    }

    /** Where it is, for JDBC. */
    public String url() {
        return server.url(name);
    }

    /** Who may do everything in it. */
    public DatabaseAddress server() {
        return server;
    }

    @Override
    public void close() throws SQLException {
        execute(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static void execute(DatabaseAddress server, String command) throws SQLException {
        try (Connection connection = DriverManager.getConnection(server.url("postgres"), server.properties());
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
