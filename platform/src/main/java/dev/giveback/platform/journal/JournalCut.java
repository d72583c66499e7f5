package dev.giveback.platform.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * One moment of the whole journal: all rows of the transactions before this one, and no others. What is read below a cut is the same
 * however long the reading takes, and it is complete: no row can appear below it any more.
 *
 * @param transactionId the oldest transaction that was still running
 */
public record JournalCut(long transactionId) {
    private static final String OLDEST_RUNNING = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text";

    /** Everything that is complete now. */
    public static JournalCut now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OLDEST_RUNNING);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new JournalCut(Long.parseLong(row.getString(1)));
        }
    }
}
