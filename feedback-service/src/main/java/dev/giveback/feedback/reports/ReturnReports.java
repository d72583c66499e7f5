package dev.giveback.feedback.reports;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Whether those who were to be asked came back more often than those who were held out. The database reads the first contact of each customer
 * and looks for one purchase.
 */
public final class ReturnReports {
    /**
     * A customer counts once, from the first occasion, of a birthday (8) from the decision, that the chance took and that nothing before the held-out group (reason 5) spoke against.
     */
    private static final String COUNTS = """
            WITH first AS (
                SELECT DISTINCT ON (customer) customer,
                    CASE WHEN occasion = 8 THEN decide_millis ELSE occasion_millis END AS from_millis, reason = 5 AS is_held_out,
                    ask_millis IS NOT NULL AS is_invited
                FROM contact
                WHERE program = ? AND source = ? AND reason IN (0, 5, 7, 8, 9, 10, 11) AND drawn < chance_per_10000
                ORDER BY customer, from_millis, contact_id)
            SELECT is_held_out, count(*), count(*) FILTER (WHERE EXISTS (
                SELECT FROM occasion AS p WHERE p.program = ? AND p.customer = first.customer AND p.kind = 1
                    AND p.happened_millis > first.from_millis AND p.happened_millis <= first.from_millis + ?)),
                count(*) FILTER (WHERE is_invited)
            FROM first WHERE from_millis <= ? GROUP BY is_held_out
            """;

    private final DataSource source;

    /** Reports over the tables of the read model and the purchases that the feed has brought. */
    public ReturnReports(DataSource source) {
        this.source = source;
    }

    /**
     * A comparison; it blocks.
     *
     * @param survey {@code surveys/{survey}}
     * @param days after the occasion in which a purchase counts; younger occasions are left out
     */
    public ReturnReport of(String program, String survey, int days, long nowMillis) throws SQLException {
        long millis = Duration.ofDays(days).toMillis();
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(COUNTS)) {
            statement.setString(1, program);
            statement.setString(2, survey);
            statement.setString(3, program);
            statement.setLong(4, millis);
            statement.setLong(5, nowMillis - millis);
            try (ResultSet row = statement.executeQuery()) {
                long[] customers = new long[2];
                long[] returned = new long[2];
                long invited = 0;
                while (row.next()) {
                    int group = row.getBoolean(1) ? 1 : 0;
                    customers[group] = row.getLong(2);
                    returned[group] = row.getLong(3);
                    invited += row.getLong(4);
                }
                return ReturnReport.of(returned[0], customers[0], returned[1], customers[1], invited);
            }
        }
    }
}
