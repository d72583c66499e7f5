package dev.giveback.benchmark.sql;

import dev.giveback.benchmark.machine.CpuTimes;
import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Rows with the bytes of real checkouts, by as few statements and commits as a batch needs, into a table that is made like the journal
 * with all of its indexes, and is dropped afterwards: what any program that keeps such a journal on this server can reach at most.
 */
public final class JournalRows {
    /** Writers at once, as the machine of the benchmark has processors. */
    public static final int CONNECTIONS = 2;

    private static final String DATABASE = "giveback";
    private static final String JOURNAL = "loyalty.event_journal";
    private static final String COPY = "giveback_bench.event_journal";
    private static final String FILLED =
            "'persistence_id', 'sequence_number', 'event_payload', 'transaction_id', 'ordering'";
    private static final long HIGHEST_NANOS = 120_000_000_000L;

    private final DatabaseAddress server;
    private final Supplier<CpuTimes> cpu;

    /**
     * Prepares runs.
     *
     * @param cpu tells what each process has used so far
     */
    public JournalRows(DatabaseAddress server, Supplier<CpuTimes> cpu) {
        this.server = server;
        this.cpu = cpu;
    }

    /** Writes for some time, after a time that is not counted. Throws IllegalStateException if the table holds other than was counted. */
    public PgBenchRun run(int batch, Duration warmUp, Duration measured) throws IOException, InterruptedException {
        try (Connection connection = connect()) {
            execute(connection, "DROP SCHEMA IF EXISTS giveback_bench CASCADE", "CREATE SCHEMA giveback_bench");
            execute(connection, "CREATE TABLE " + COPY + " (LIKE " + JOURNAL + " INCLUDING ALL)");
            try {
                List<byte[]> payloads = payloads(connection);
                long warm =
                        warmUp.isZero() ? 0 : write(connection, payloads, batch, warmUp, "w", new Histogram(3)).rows;
                Histogram latency = new Histogram(1, HIGHEST_NANOS, 3);
                Written written = write(connection, payloads, batch, measured, "m", latency);
                requireRows(connection, warm + written.rows);
                return new PgBenchRun(
                        written.seconds, written.rows / written.seconds, written.rows, 0, latency, written.cpu);
            } finally {
                execute(connection, "DROP SCHEMA IF EXISTS giveback_bench CASCADE");
            }
        } catch (SQLException problem) {
            throw new IOException("rows of the journal: " + problem.getMessage(), problem);
        }
    }

    private record Written(long rows, double seconds, CpuTimes cpu) {}

    private Written write(
            Connection connection, List<byte[]> payloads, int batch, Duration time, String ids, Histogram latency)
            throws SQLException, InterruptedException {
        String insert = insert(connection);
        CpuTimes before = cpu.get();
        long begin = System.nanoTime();
        long rows = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            List<Future<Long>> writers = new ArrayList<>();
            for (int writer = 0; writer < CONNECTIONS; writer++) {
                String prefix = ids + writer + "-";
                writers.add(
                        threads.submit(() -> write(insert, payloads, batch, begin + time.toNanos(), prefix, latency)));
            }
            for (Future<Long> writer : writers) {
                rows += writer.get();
            }
        } catch (ExecutionException failed) {
            throw new SQLException(failed.getCause());
        }
        return new Written(rows, (System.nanoTime() - begin) / 1e9, cpu.get().minus(before));
    }

    private long write(String insert, List<byte[]> payloads, int batch, long end, String ids, Histogram latency)
            throws SQLException {
        long rows = 0;
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            while (System.nanoTime() - end < 0) {
                long start = System.nanoTime();
                String[] names = new String[batch];
                byte[][] bytes = new byte[batch][];
                for (int row = 0; row < batch; row++) {
                    names[row] = ids + rows;
                    bytes[row] = payloads.get((int) (rows++ % payloads.size()));
                }
                Array namesArray = connection.createArrayOf("text", names);
                Array bytesArray = connection.createArrayOf("bytea", bytes);
                statement.setArray(1, namesArray);
                statement.setArray(2, bytesArray);
                statement.executeUpdate();
                synchronized (latency) {
                    latency.recordValue(Math.max(1, System.nanoTime() - start));
                }
            }
        }
        return rows;
    }

    /** What is the same in all rows comes from one real row; ids and bytes come from the client, as a service sends them. */
    private static String insert(Connection connection) throws SQLException {
        String others = one(
                connection,
                "SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns WHERE table_schema = 'loyalty'"
                        + " AND table_name = 'event_journal' AND column_name NOT IN (" + FILLED + ")");
        return "INSERT INTO " + COPY + " (persistence_id, sequence_number, event_payload, " + others
                + ") SELECT id, 1, bytes, "
                + others + " FROM unnest(?::text[], ?::bytea[]) AS sent (id, bytes), (SELECT * FROM " + JOURNAL
                + " ORDER BY transaction_id DESC, ordering DESC LIMIT 1) AS real";
    }

    /** Bytes of checkouts of the benchmark's customers. */
    private static List<byte[]> payloads(Connection connection) throws SQLException {
        List<byte[]> payloads = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT event_payload FROM " + JOURNAL
                        + " WHERE persistence_id LIKE 'customer|bench|%' LIMIT 1000")) {
            while (rows.next()) {
                payloads.add(rows.getBytes(1));
            }
        }
        if (payloads.isEmpty()) {
            throw new IllegalStateException("rows of the journal: there is no checkout to take the bytes of");
        }
        return payloads;
    }

    private static void requireRows(Connection connection, long expected) throws SQLException {
        long found = Long.parseLong(one(connection, "SELECT count(*) FROM " + COPY));
        if (found != expected) {
            throw new IllegalStateException("rows of the journal: " + found + " (expected: " + expected + ")");
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(server.url(DATABASE), server.properties());
    }

    private static void execute(Connection connection, String... commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
