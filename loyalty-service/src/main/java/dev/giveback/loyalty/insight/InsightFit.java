package dev.giveback.loyalty.insight;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the tables of the figures add up among themselves: each is summed from another side. It reads every row once. */
final class InsightFit {
    /** How many differences are told. */
    static final int MOST = 100;

    private static final String HAS_PLACE = """
            SELECT m.is_lost, m.transaction_id = 0 OR EXISTS (SELECT FROM event_journal AS j
                WHERE j.transaction_id = m.transaction_id::text::xid8 AND j.ordering = m.ordering)
            FROM insight_marker AS m
            """;

    private static final String SUMS = """
            WITH day AS (
                SELECT program, sum(earned - spent - expired - taken_back + restored + adjusted + transferred) AS outstanding,
                    sum(active_customers) AS active, sum(new_customers) AS new
                FROM insight_day GROUP BY program),
            month AS (SELECT program, sum(active_customers) AS active FROM insight_month GROUP BY program),
            cohort AS (SELECT program, sum(customers) FILTER (WHERE month = cohort) AS first, sum(customers) AS ordered
                FROM insight_cohort GROUP BY program),
            issue AS (SELECT program, sum(issued - redeemed - expired - taken_back - moved) AS open
                FROM insight_issue GROUP BY program),
            expiry AS (SELECT program, sum(points) AS open FROM insight_expiry GROUP BY program),
            lot AS (SELECT program, sum(remaining) FILTER (WHERE NOT is_leaving) AS open FROM insight_lot GROUP BY program),
            customer AS (
                SELECT program, count(*) AS customers, sum(owed) AS owed, sum(octet_length(active_days) / 4) AS days,
                    sum(octet_length(order_months) / 4) AS months,
                    count(*) FILTER (WHERE order_months <> '') AS ordered
                FROM insight_customer GROUP BY program),
            program AS (SELECT program FROM day UNION SELECT program FROM customer UNION SELECT program FROM lot
                UNION SELECT program FROM issue UNION SELECT program FROM expiry UNION SELECT program FROM cohort
                UNION SELECT program FROM month),
            compared AS (
                SELECT program, figure, coalesce(counted, 0)::bigint AS counted, coalesce(expected, 0)::bigint AS expected
                FROM program LEFT JOIN day USING (program) LEFT JOIN month USING (program) LEFT JOIN cohort USING (program)
                    LEFT JOIN issue USING (program) LEFT JOIN expiry USING (program) LEFT JOIN lot USING (program)
                    LEFT JOIN customer USING (program),
                LATERAL (VALUES
                    ('outstanding', day.outstanding, coalesce(lot.open, 0) - coalesce(customer.owed, 0)),
                    ('open points by month', issue.open, lot.open),
                    ('open points by expiry', expiry.open, lot.open),
                    ('active customers by day', day.active, customer.days),
                    ('new customers', day.new, customer.customers),
                    ('customers of cohorts', cohort.first, customer.ordered),
                    ('orders of cohorts', cohort.ordered, customer.months)) AS each (figure, counted, expected))
            SELECT program, figure, counted, expected FROM compared WHERE counted <> expected ORDER BY program, figure LIMIT ?
            """;

    /** Two sums that should be the same. */
    record Difference(String program, String figure, long counted, long expected) {}

    private InsightFit() {}

    /** Why the tables cannot be used; nothing when they can. */
    static Optional<String> problem(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(HAS_PLACE)) {
            if (!row.next()) {
                return Optional.of("there is no marker");
            }
            if (row.getBoolean(1)) {
                return Optional.of("they are to be counted anew");
            }
            if (!row.getBoolean(2)) {
                return Optional.of("the journal has no row where the marker stands");
            }
        }
        return differences(connection).stream()
                .findFirst()
                .map(first -> first.figure() + " of program " + first.program() + ": " + first.counted()
                        + " (expected: " + first.expected() + ")");
    }

    /** Sums that should be the same and are not. */
    static List<Difference> differences(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SUMS)) {
            statement.setInt(1, MOST);
            return read(statement);
        }
    }

    static List<Difference> read(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            List<Difference> differences = new ArrayList<>();
            while (row.next()) {
                differences.add(new Difference(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
            }
            return differences;
        }
    }
}
