package dev.giveback.standalone.doctor;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Checks of a PostgreSQL that runs: its version, whether it keeps what it acknowledges, and its clock. */
public final class DatabaseChecks {
    private static final int LEAST_VERSION = 14;
    private static final Duration CLOCK = Duration.ofSeconds(1);
    private static final int LOGIN_SECONDS = 5;

    /** What acknowledged points rest on. */
    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    private static final String ADVICE = "acknowledged points could be lost: set it to on, and restart PostgreSQL";

    private DatabaseChecks() {}

    /** Looks at a database. */
    public static List<Finding> of(String jdbcUrl, String user, String password) {
        DriverManager.setLoginTimeout(LOGIN_SECONDS);
        try (Connection connection = DriverManager.getConnection(jdbcUrl, user, password)) {
            List<Finding> findings = new ArrayList<>();
            findings.add(version(connection));
            for (Map.Entry<String, String> setting : new TreeMap<>(DURABLE).entrySet()) {
                findings.add(durable(setting.getKey(), setting.getValue(), show(connection, setting.getKey())));
            }
            findings.add(wal(show(connection, "wal_level")));
            findings.add(clock(skew(connection)));
            return findings;
        } catch (SQLException unreachable) {
            return List.of(Finding.fail(
                    "database", "cannot be asked: " + unreachable.getMessage(), "look at its log, and start it again"));
        }
    }

    private static Finding version(Connection connection) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        String found = "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
        return major >= LEAST_VERSION
                ? Finding.ok("database", found)
                : Finding.fail("database", found, "PostgreSQL " + LEAST_VERSION + " or newer");
    }

    static Finding durable(String setting, String expected, String actual) {
        return actual.equals(expected) ? Finding.ok(setting, actual) : Finding.fail(setting, actual, ADVICE);
    }

    static Finding wal(String level) {
        return level.equals("minimal")
                ? Finding.warn("wal_level", level, "replica: without it nothing can be restored to a moment")
                : Finding.ok("wal_level", level);
    }

    static Finding clock(Duration skew) {
        String found = String.format(Locale.ROOT, "%d ms from this machine's", skew.toMillis());
        return skew.abs().compareTo(CLOCK) <= 0
                ? Finding.ok("database clock", found)
                : Finding.fail("database clock", found, "let both machines take the time from the same place (NTP)");
    }

    /** Against the middle of the question and its answer. */
    private static Duration skew(Connection connection) throws SQLException {
        Instant asked = Instant.now();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT clock_timestamp()")) {
            rows.next();
            Timestamp there = rows.getTimestamp(1);
            Instant middle = asked.plus(Duration.between(asked, Instant.now()).dividedBy(2));
            return Duration.between(middle, there.toInstant());
        }
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
