package dev.giveback.standalone.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.standalone.console.Problem;
import dev.giveback.standalone.console.Steps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class EmbeddedDatabaseTest {
    /** Shared by all tests, so that PostgreSQL is unpacked once. */
    private static final Path BINARIES = Path.of("target", "postgresql");

    @TempDir
    private Path folder = Path.of("");

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Steps steps = new Steps(new PrintStream(shown, true, StandardCharsets.UTF_8));

    @Test
    void dataAndPortAreKeptFromOneStartToTheNext() throws SQLException {
        int port;
        try (EmbeddedDatabase database = start()) {
            port = database.port();
            execute(database, "CREATE TABLE kept (n int)");
            execute(database, "INSERT INTO kept VALUES (42)");
        }
        assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
        try (EmbeddedDatabase database = start()) {
            assertThat(database.port()).isEqualTo(port);
            assertThat(query(database, "SELECT n FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void itIsDurableAndListensOnLoopbackOnlyWithAPassword() throws SQLException {
        try (EmbeddedDatabase database = start();
                Connection connection = database.connect()) {
            assertThat(DurabilityCheck.show(connection, "fsync")).isEqualTo("on");
            assertThat(DurabilityCheck.show(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(DurabilityCheck.show(connection, "full_page_writes")).isEqualTo("on");
            assertThat(DurabilityCheck.show(connection, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(DurabilityCheck.show(connection, "unix_socket_directories"))
                    .isEmpty();
            assertThat(DurabilityCheck.show(connection, "max_wal_size")).isEqualTo("2GB");
            assertThat(query(database, "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void itRefusesToRunOnAServerThatDoesNotKeepWhatItAcknowledges() throws SQLException, IOException {
        try (EmbeddedDatabase database = start()) {
            // The settings of a database win over the server's command line.
            execute(database, "ALTER DATABASE giveback SET synchronous_commit = off");
        }

        assertThatThrownBy(this::start)
                .isInstanceOf(Problem.class)
                .hasMessageContaining("synchronous_commit = off (expected: on)");
        assertThat(PostgresProcess.running(folder.toRealPath().resolve("postgres")))
                .isEmpty();
    }

    @Test
    void aSecondOneOnTheSameDirectoryIsRefusedWithTheFirstOnesProcess() {
        try (EmbeddedDatabase first = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("is in use by another Giveback (process "
                            + ProcessHandle.current().pid() + ")");
            assertThat(PostgresProcess.isAlive(first.serverPid())).isTrue();
        }
    }

    @Test
    void aServerThatIsKilledComesBackOnTheSamePortWithWhatItAcknowledged() throws Exception {
        try (EmbeddedDatabase database = start()) {
            execute(database, "CREATE TABLE kept (n int)");
            execute(database, "INSERT INTO kept VALUES (42)");
            long killed = database.serverPid();
            AtomicLong told = new AtomicLong();
            database.whenBroughtBack(() -> told.set(database.serverPid()));

            ProcessHandle.of(killed).orElseThrow().destroyForcibly();

            awaitShown("PostgreSQL had died; running again after");
            assertThat(query(database, "SELECT n FROM kept")).isEqualTo("42");
            assertThat(database.serverPid()).isNotEqualTo(killed).isEqualTo(told.get());
        }
    }

    @Test
    void aServerThatRecoversByItselfIsToldAsNotServingMeanwhile() throws Exception {
        try (EmbeddedDatabase database = start()) {
            assertThat(database.isServing()).isTrue();
            long server = database.serverPid();

            // When this child is killed, the server ends all others and recovers; its own process stays.
            String checkpointer =
                    query(database, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'checkpointer'");
            ProcessHandle.of(Long.parseLong(checkpointer)).orElseThrow().destroyForcibly();

            awaitServing(database, false);
            awaitServing(database, true);
            assertThat(database.serverPid()).isEqualTo(server);
        }
    }

    private static void awaitServing(EmbeddedDatabase database, boolean expected) throws InterruptedException {
        while (database.isServing() != expected) {
            Thread.sleep(5);
        }
    }

    @Test
    void theWatchGoesOnWhateverItMet() throws Exception {
        try (EmbeddedDatabase database = start()) {
            AtomicBoolean isFirst = new AtomicBoolean(true);
            database.whenBroughtBack(() -> {
                if (isFirst.getAndSet(false)) {
                    throw new IllegalStateException("nobody can be told");
                }
            });

            ProcessHandle.of(database.serverPid()).orElseThrow().destroyForcibly();
            awaitShown("nobody can be told");
            ProcessHandle.of(database.serverPid()).orElseThrow().destroyForcibly();

            awaitShown("PostgreSQL had died; running again after");
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void afterACrashAllFilesAreMadeDurableAtOnce() throws SQLException {
        try (EmbeddedDatabase database = start()) {
            assertThat(query(database, "SHOW recovery_init_sync_method")).isEqualTo("syncfs");
        }
    }

    @Test
    void theFileOfAKilledServerWhoseNumberAnotherProcessHasNowIsNoObstacle() throws Exception {
        try (EmbeddedDatabase database = start()) {
            execute(database, "CREATE TABLE kept (n int)");
        }
        // This JVM is alive and is no PostgreSQL; the server alone would refuse to start.
        Files.writeString(
                folder.resolve("postgres/postmaster.pid"),
                ProcessHandle.current().pid() + "\n" + folder.resolve("postgres")
                        + "\n1\n5432\n\n127.0.0.1\n\nready\n");

        try (EmbeddedDatabase database = start()) {
            assertThat(query(database, "SELECT count(*) FROM kept")).isEqualTo("0");
        }
    }

    @Test
    void aServerThatOutlivedItsGivebackIsEndedAndStartedAnew() throws Exception {
        DatabaseSettings settings = settings(OptionalInt.empty()).resolved();
        try (EmbeddedDatabase database = start()) {
            execute(database, "CREATE TABLE kept (n int)");
        }
        // As after kill -9 of the JVM: the server runs, and nobody holds the lock.
        PostgresServer server = new PostgresServer(
                PostgresBinaries.unpack(settings.binariesDirectory()),
                settings,
                new CommandRunner(RootIdentity.prefix()));
        long outlived = server.start(Ports.choose(OptionalInt.empty(), settings.record()));

        try (EmbeddedDatabase database = start()) {
            assertThat(database.serverPid()).isNotEqualTo(outlived);
            assertThat(PostgresProcess.isAlive(outlived)).isFalse();
            assertThat(query(database, "SELECT count(*) FROM kept")).isEqualTo("0");
        }
    }

    @Test
    void aTakenPortIsRefusedBeforeAnythingIsStarted() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(settings(OptionalInt.of(taken.getLocalPort())), steps))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("the database port " + taken.getLocalPort() + " is taken");
        }
    }

    @Test
    void aHalfMadeClusterIsMadeAnew() throws IOException, SQLException {
        Files.createDirectories(folder.resolve("postgres.new/base"));
        Files.writeString(folder.resolve("postgres.new/PG_VERSION"), "18\n");

        try (EmbeddedDatabase database = start()) {
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    private EmbeddedDatabase start() {
        return EmbeddedDatabase.start(settings(OptionalInt.empty()), steps);
    }

    private DatabaseSettings settings(OptionalInt port) {
        return new DatabaseSettings(folder, BINARIES, port);
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private void awaitShown(String text) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!shown.toString(StandardCharsets.UTF_8).contains(text) && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(shown.toString(StandardCharsets.UTF_8)).contains(text);
    }
}
