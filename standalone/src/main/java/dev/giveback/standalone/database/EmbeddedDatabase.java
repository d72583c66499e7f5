package dev.giveback.standalone.database;

import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * A durable PostgreSQL of our own on loopback, for as long as this object is open. It is brought back on the same port when it
 * dies, and whatever a crash has left in the data directory is dealt with at the next start.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    /** How long children of a server that was killed may keep its shared memory before the next one can start. */
    private static final Duration ORPHANS = Duration.ofSeconds(30);

    private final DatabaseSettings settings;
    private final DataDirectoryLock lock;
    private final PostgresServer server;
    private final Steps steps;
    private final Login login;
    private final Watchdog watchdog;
    private final Pulse pulse;
    private volatile long pid;
    private volatile boolean isServing;
    private volatile Runnable broughtBack = () -> {};

    private EmbeddedDatabase(
            DatabaseSettings settings, DataDirectoryLock lock, PostgresServer server, Steps steps, Login login) {
        this.settings = settings;
        this.lock = lock;
        this.server = server;
        this.steps = steps;
        this.login = login;
        this.watchdog = new Watchdog(this::lookAfter);
        this.pulse = new Pulse(login);
    }

    /**
     * Takes the data directory, and starts PostgreSQL on it.
     *
     * @throws Problem if the directory is in use, the server does not start, or it would not keep what it acknowledges
     */
    public static EmbeddedDatabase start(DatabaseSettings asked, Steps steps) {
        DatabaseSettings settings = steps.step("Opening the data directory", asked::resolved);
        DataDirectoryLock lock =
                steps.step("Locking the data directory", () -> DataDirectoryLock.acquire(settings.lock()));
        try {
            EmbeddedDatabase database = prepare(settings, lock, steps);
            database.open();
            return database;
        } catch (RuntimeException failed) {
            release(lock);
            throw failed;
        }
    }

    private static EmbeddedDatabase prepare(DatabaseSettings settings, DataDirectoryLock lock, Steps steps) {
        Path binaries = steps.step("Unpacking PostgreSQL", () -> PostgresBinaries.unpack(settings.binariesDirectory()));
        PostgresServer server = steps.step(
                "Finding how to run it",
                () -> new PostgresServer(binaries, settings, new CommandRunner(RootIdentity.prefix())));
        if (!server.isInitialised()) {
            steps.step("Creating the database cluster", () -> {
                server.initialise();
                return true;
            });
        }
        return steps.step("Clearing what a crash left", () -> {
            // A server that outlived its Giveback may run with other settings; ended, it keeps all that it
            // acknowledged.
            server.stop();
            PostgresProcess.removeStale(settings.cluster());
            int port = Ports.choose(settings.port(), settings.record());
            return new EmbeddedDatabase(settings, lock, server, steps, new Login(port, server.password()));
        });
    }

    private void open() {
        steps.step("Starting PostgreSQL on port " + port(), () -> pid = startPatiently());
        try {
            steps.step("Checking that it is durable", () -> {
                login.createDatabase();
                verify();
                record();
                return true;
            });
        } catch (RuntimeException failed) {
            stopServer();
            throw failed;
        }
        // Before the watch, so that it has a connection to lose.
        isServing = pulse.isFelt();
        watchdog.start();
    }

    /** Whether the server answered when it was last looked after, a moment ago. Never blocks. */
    public boolean isServing() {
        return isServing;
    }

    /** The address for JDBC, without user and password. */
    public String jdbcUrl() {
        return login.url();
    }

    /** The user for JDBC. */
    public String user() {
        return PostgresServer.USER;
    }

    /** The password for JDBC. */
    public String password() {
        return login.password();
    }

    /** The port on loopback. */
    public int port() {
        return login.port();
    }

    /** The process id of the server now; another one after the watchdog brought it back. */
    public long serverPid() {
        return pid;
    }

    /** Has {@code action} run each time that the server was brought back, on the watchdog's thread; it must not throw. */
    public void whenBroughtBack(Runnable action) {
        broughtBack = action;
    }

    /** A new connection to the database; the caller closes it. */
    public Connection connect() throws SQLException {
        return login.connect();
    }

    /** Ends the server and frees the data directory. */
    @Override
    public void close() {
        watchdog.close();
        pulse.close();
        try {
            stopServer();
        } finally {
            release(lock);
        }
    }

    private void lookAfter() {
        if (!PostgresProcess.isAlive(pid)) {
            isServing = false;
            bringBack();
        }
        isServing = pulse.isFelt();
    }

    private void bringBack() {
        long start = System.nanoTime();
        try {
            pid = startPatiently();
            broughtBack.run();
            verify();
            steps.note("PostgreSQL had died; running again after " + (System.nanoTime() - start) / 1_000_000 + " ms");
        } catch (RuntimeException | IOException | SQLException failed) {
            // Whatever it is: the watch goes on.
            steps.note("PostgreSQL has died and does not start again: " + failed.getMessage() + "; trying on");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts the server; while the children of a killed one are still there it refuses, so it is asked again for a while. */
    private long startPatiently() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + ORPHANS.toNanos();
        while (true) {
            PostgresProcess.removeStale(settings.cluster());
            try {
                return server.start(port());
            } catch (Problem refused) {
                boolean orphans = String.valueOf(refused.getMessage()).contains("shared memory block");
                if (!orphans || System.nanoTime() > deadline) {
                    throw refused;
                }
                Thread.sleep(Duration.ofMillis(200));
            }
        }
    }

    private void verify() throws SQLException {
        try (Connection connection = connect()) {
            DurabilityCheck.verify(connection);
        }
    }

    private void record() throws IOException {
        Files.writeString(
                settings.record(),
                "# The embedded PostgreSQL; the password stands in "
                        + settings.cluster().getFileName() + "/giveback.password.\n" + "url=" + jdbcUrl() + "\nuser="
                        + user() + "\nport=" + port() + "\n");
    }

    private void stopServer() {
        try {
            server.stop();
        } catch (IOException failed) {
            throw Problem.failed("PostgreSQL could not be stopped: " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void release(DataDirectoryLock lock) {
        try {
            lock.close();
        } catch (IOException failed) {
            throw Problem.failed("the data directory could not be freed: " + failed.getMessage(), failed);
        }
    }
}
