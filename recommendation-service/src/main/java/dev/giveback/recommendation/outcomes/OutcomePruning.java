package dev.giveback.recommendation.outcomes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/** Deletes what is kept no longer, a little at a time. */
final class OutcomePruning {
    /** Lists and their outcomes are kept so long after they were shown. */
    static final Duration LISTS_KEPT = Duration.ofDays(90);
    /** A day, so long a list that was shown can be recorded; and an hour, for what took its time to arrive here. */
    static final Duration SALES_KEPT = Duration.ofHours(25);

    /** With one step in ten seconds at most 1,800,000 lists an hour. */
    private static final int LISTS_A_STEP = 5_000;

    private static final int SALES_A_STEP = 50_000;

    private static final String PRUNE_LISTS = """
            WITH gone AS (
                DELETE FROM impression WHERE (program, list_id) IN (
                    SELECT program, list_id FROM impression WHERE show_millis < ? ORDER BY show_millis LIMIT ?)
                RETURNING program, list_id)
            DELETE FROM outcome USING gone WHERE outcome.program = gone.program AND outcome.list_id = gone.list_id
            """;

    private static final String PRUNE_SALES = """
            DELETE FROM sale WHERE (program, customer, order_id, line) IN (
                SELECT program, customer, order_id, line FROM sale WHERE read_millis < ? ORDER BY read_millis LIMIT ?)
            """;

    private OutcomePruning() {}

    /** One step. */
    static void step(Connection connection, long nowMillis) throws SQLException {
        delete(connection, PRUNE_LISTS, nowMillis - LISTS_KEPT.toMillis(), LISTS_A_STEP);
        delete(connection, PRUNE_SALES, nowMillis - SALES_KEPT.toMillis(), SALES_A_STEP);
    }

    private static void delete(Connection connection, String sql, long before, int most) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, before);
            statement.setInt(2, most);
            statement.executeUpdate();
        }
    }
}
