package dev.giveback.platform.feed;

import com.zaxxer.hikari.HikariDataSource;
import dev.giveback.platform.journal.JournalDatabase;
import dev.giveback.platform.journal.JournalSystem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import javax.sql.DataSource;

/** Measures what several readers of one journal cost, with a window and without, in processor time of both processes; it is no test. */
final class FeedSpeed {
    private static final int STEP = 150;
    private static final String EVENT = "x".repeat(300);

    private FeedSpeed() {}

    /** Prints it for so many rows, in rounds that alternate: {@code FeedSpeed ROWS READERS ROUNDS}. */
    public static void main(String[] arguments) throws Exception {
        int rows = Integer.parseInt(arguments[0]);
        int readers = Integer.parseInt(arguments[1]);
        try (FeedTables tables = new FeedTables();
                HikariDataSource one = new JournalDatabase(
                                tables.database.jdbcUrl(),
                                tables.database.user(),
                                tables.database.password(),
                                JournalSystem.SCHEMA)
                        .openPool("feed-speed", 1)) {
            for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
                measure("each by itself", tables, JournalFeed.over(one), backend(one), rows, readers);
                measure("with a window", tables, JournalFeed.shared(one), backend(one), rows, readers);
            }
        }
    }

    private static void measure(String how, FeedTables tables, JournalFeed feed, long backend, int rows, int readers)
            throws SQLException, IOException, InterruptedException {
        FeedOffset[] places = new FeedOffset[readers];
        Arrays.fill(places, feed.end());
        long ownNanos = 0;
        long serverMillis = 0;
        long seen = 0;
        for (int done = 0; done < rows; done += STEP) {
            insert(tables, how + done + System.nanoTime());
            // Later than a window is fresh.
            Thread.sleep(FeedWindow.FRESH.plusMillis(1));
            long serverBefore = serverMillis(backend);
            long ownBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int reader = 0; reader < readers; reader++) {
                FeedPage page = feed.read(places[reader], "");
                places[reader] = page.next();
                seen += page.rowsSeen();
            }
            ownNanos += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - ownBefore;
            serverMillis += serverMillis(backend) - serverBefore;
        }
        System.out.printf(
                "%s: %.1f µs of this process and %.1f µs of the server an event, %d rows seen%n",
                how, ownNanos / 1_000.0 / rows, serverMillis * 1_000.0 / rows, seen);
    }

    private static void insert(FeedTables tables, String name) throws SQLException {
        try (Connection connection = tables.source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO event_journal (persistence_id, sequence_number, write_timestamp, writer,"
                            + " adapter_manifest, event_ser_id, event_ser_manifest, event_payload) SELECT 'customer|shop|"
                            + name
                            + "', n, n, gen_random_uuid(), '', 1, 'C1', '" + EVENT + "'::bytea FROM generate_series(1, "
                            + STEP
                            + ") n");
        }
    }

    private static long backend(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** User and system time of a process of this machine, in steps of 10 ms. */
    private static long serverMillis(long process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10;
    }
}
