package dev.giveback.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * One moment of the whole journal: all rows of the transactions before this one, and no others. What is read below a cut is the same
 * however long the reading takes, and it is complete: no row can appear below it any more.
 *
 * @param transactionId the oldest transaction that was still running
 */
public record JournalCut(long transactionId) {
    /** How long {@link #ofAllStored} waits for transactions under way. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 5;
    private static final String NEXT = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text";
    private static final String OLDEST_RUNNING = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";

    /**
     * Everything that is stored when this is asked. What a writer was told to be stored may be newer than a transaction that still runs, so
     * this waits until all that run now have ended; those that run longer than {@link #PATIENCE} are not waited for, and what is newer
     * than they is left out.
     *
     * @param source where each look takes a connection of its own
     */
    public static JournalCut ofAllStored(DataSource source) throws SQLException, InterruptedException {
        return ofAllStored(source, PATIENCE);
    }

    static JournalCut ofAllStored(DataSource source, Duration patience) throws SQLException, InterruptedException {
        long begin = System.nanoTime();
        long next;
        try (Connection connection = source.getConnection()) {
            next = number(connection, NEXT);
        }
        for (; ; ) {
            try (Connection connection = source.getConnection()) {
                JournalCut cut = now(connection);
                if (cut.transactionId >= next || System.nanoTime() - begin >= patience.toNanos()) {
                    return cut;
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Everything that is complete now: older than every transaction that still runs. */
    public static JournalCut now(Connection connection) throws SQLException {
        return new JournalCut(number(connection, OLDEST_RUNNING));
    }

    private static long number(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return Long.parseLong(row.getString(1));
        }
    }
}
