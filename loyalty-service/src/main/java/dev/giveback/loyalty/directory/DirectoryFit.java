package dev.giveback.loyalty.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Whether the tables of the directory are those that the marker was written with, and the journal the one that it was written from. Each
 * look is one statement, so one moment.
 */
final class DirectoryFit {
    /** It reads every row of the directory once, and nothing of the journal but the row at the marker. */
    private static final String WHOLE = """
            SELECT m.only_row IS NULL, m.is_lost, m.transaction_id = 0,
                EXISTS (SELECT FROM event_journal
                    WHERE persistence_id >= 'customer|' AND persistence_id < 'customer|' || chr(1114111)),
                EXISTS (SELECT FROM event_journal AS j
                    WHERE j.transaction_id = m.transaction_id::text::xid8 AND j.ordering = m.ordering),
                m.event_count, (SELECT coalesce(sum(revision), 0)::bigint FROM customer_directory),
                m.saga_count, (SELECT count(*) FROM saga_under_way),
                (SELECT count(*) FROM
                    (SELECT program, count(*)::bigint AS customer_count, sum(order_count)::bigint AS order_count,
                            sum(revision)::bigint AS event_count, sum(total)::bigint AS outstanding,
                            sum(earned)::bigint AS earned, sum(spent)::bigint AS spent, sum(expired)::bigint AS expired,
                            sum(taken_back)::bigint AS taken_back, sum(restored)::bigint AS restored,
                            sum(adjusted)::bigint AS adjusted, sum(transferred)::bigint AS transferred
                        FROM customer_directory GROUP BY program) AS c
                    FULL JOIN program_totals AS t USING (program)
                    WHERE (c.customer_count, c.order_count, c.event_count, c.outstanding, c.earned, c.spent, c.expired,
                            c.taken_back, c.restored, c.adjusted, c.transferred)
                        IS DISTINCT FROM (t.customer_count, t.order_count, t.event_count, t.outstanding, t.earned,
                            t.spent, t.expired, t.taken_back, t.restored, t.adjusted, t.transferred))
            FROM (SELECT 1) AS always LEFT JOIN directory_marker AS m ON true
            """;

    /** It reads a few rows only, so it can be asked every other second. */
    private static final String EMPTIED = """
            SELECT m.only_row IS NULL OR m.is_lost
                OR (m.event_count > 0 AND NOT EXISTS (SELECT FROM customer_directory))
                OR (m.event_count > 0 AND NOT EXISTS (SELECT FROM program_totals))
                OR (m.saga_count > 0 AND NOT EXISTS (SELECT FROM saga_under_way))
            FROM (SELECT 1) AS always LEFT JOIN directory_marker AS m ON true
            """;

    private DirectoryFit() {}

    /** What does not fit; empty when all does. */
    static Optional<String> problem(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WHOLE);
                ResultSet row = statement.executeQuery()) {
            row.next();
            if (row.getBoolean(1)) {
                return Optional.of("there is no marker");
            }
            if (row.getBoolean(2)) {
                return Optional.of("it was found lost before");
            }
            if (row.getBoolean(3) && row.getBoolean(4)) {
                return Optional.of("it contains nothing of the journal");
            }
            if (!row.getBoolean(3) && !row.getBoolean(5)) {
                return Optional.of("the journal has no row where the marker stands");
            }
            if (row.getLong(6) != row.getLong(7)) {
                return Optional.of(
                        "its rows contain " + row.getLong(7) + " events, and the marker says " + row.getLong(6));
            }
            if (row.getLong(8) != row.getLong(9)) {
                return Optional.of(
                        "it has " + row.getLong(9) + " rows of sagas, and the marker says " + row.getLong(8));
            }
            return row.getLong(10) == 0
                    ? Optional.empty()
                    : Optional.of(
                            "the sums of " + row.getLong(10) + " programs are not those of their customers' rows");
        }
    }

    /** Whether a table was emptied, or the marker is gone or says that the directory is lost. */
    static boolean isEmptied(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(EMPTIED);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
