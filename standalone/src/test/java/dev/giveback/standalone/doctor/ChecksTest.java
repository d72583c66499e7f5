package dev.giveback.standalone.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.giveback.standalone.doctor.Finding.State;
import dev.giveback.testkit.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChecksTest {
    @TempDir
    private Path folder;

    @Test
    void javaIsNewEnoughOrNot() {
        assertThat(Machine.java(21, "21.0.2").state()).isEqualTo(State.OK);
        assertThat(Machine.java(17, "17.0.15").state()).isEqualTo(State.FAIL);
        assertThat(Machine.java(17, "17.0.15").advice()).contains("JDK 21");
    }

    @Test
    void aPortIsFreeOrTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Machine.freePort("web", taken.getLocalPort()).state()).isEqualTo(State.WARN);
        }
    }

    @Test
    void aFullDiskFailsAndASmallOneWarns() {
        assertThat(Disk.space(100L << 20).state()).isEqualTo(State.FAIL);
        assertThat(Disk.space(5L << 30).state()).isEqualTo(State.WARN);
        assertThat(Disk.space(50L << 30).state()).isEqualTo(State.OK);
        assertThat(Disk.sync(0.5).state()).isEqualTo(State.OK);
        assertThat(Disk.sync(50).state()).isEqualTo(State.WARN);
    }

    @Test
    void theDiskIsMeasuredAndLeftAsItWas() throws IOException {
        assertThat(Disk.of(folder)).hasSize(2);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        assertThat(Disk.of(folder.resolve("none"))).extracting(Finding::state).containsExactly(State.FAIL);
    }

    @Test
    void aSecretThatOthersCanReadFails() throws IOException {
        Path key = folder.resolve("operator.key");
        Files.writeString(key, "gb_x");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        assertThat(Secrets.of(folder).state()).isEqualTo(State.OK);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Secrets.of(folder).state()).isEqualTo(State.FAIL);
        assertThat(Secrets.of(folder).found()).contains("operator.key");
    }

    @Test
    void whatHoldsNoSecretMayBeRead() throws IOException {
        Files.writeString(folder.resolve("database.properties"), "port=5432");
        Files.setPosixFilePermissions(
                folder.resolve("database.properties"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(Secrets.of(folder).state()).isEqualTo(State.OK);
    }

    @Test
    void aClockThatIsWrongFails() {
        assertThat(DatabaseChecks.clock(Duration.ofMillis(-20)).state()).isEqualTo(State.OK);
        assertThat(DatabaseChecks.clock(Duration.ofSeconds(-2)).state()).isEqualTo(State.FAIL);
        assertThat(DatabaseChecks.wal("minimal").state()).isEqualTo(State.WARN);
    }

    /** The test's database is not durable, which makes it quick: the doctor must say so. */
    @Test
    void aDatabaseThatMayForgetIsFound() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            try (Connection connection =
                            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                    Statement statement = connection.createStatement()) {
                statement.execute("ALTER ROLE " + database.user() + " SET synchronous_commit = off");
            }
            List<Finding> findings = DatabaseChecks.of(database.jdbcUrl(), database.user(), database.password());
            assertThat(findings)
                    .extracting(Finding::check)
                    .contains("database", "fsync", "full_page_writes", "synchronous_commit", "database clock");
            assertThat(findings)
                    .filteredOn(each -> each.check().equals("synchronous_commit"))
                    .extracting(Finding::state)
                    .containsExactly(State.FAIL);
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsOneLine() {
        assertThat(DatabaseChecks.of("jdbc:postgresql://127.0.0.1:1/x", "x", "x"))
                .extracting(Finding::state)
                .containsExactly(State.FAIL);
    }
}
