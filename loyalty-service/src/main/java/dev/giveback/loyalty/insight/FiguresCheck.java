package dev.giveback.loyalty.insight;

import dev.giveback.loyalty.directory.DirectoryLost;
import dev.giveback.loyalty.insight.InsightFit.Difference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Compares the figures with sums that other code counted: those of the customers' read model, at a moment at which both stand at the same event, and
 * with each other.
 */
public final class FiguresCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final String SAME_PLACE = """
            SELECT (d.transaction_id, d.ordering) = (i.transaction_id, i.ordering) AND NOT d.is_lost
            FROM directory_marker AS d, insight_marker AS i
            """;

    private static final String COUNTED = """
            SELECT (SELECT count(*) FROM program_totals), (SELECT coalesce(sum(revision), 0)::bigint FROM insight_customer)
            """;

    private static final String SUMS = """
            WITH day AS (
                SELECT program, sum(earned) AS earned, sum(spent) AS spent, sum(expired) AS expired,
                    sum(taken_back) AS taken_back, sum(restored) AS restored, sum(adjusted) AS adjusted,
                    sum(transferred) AS transferred, sum(order_count) AS order_count, sum(new_customers) AS customers
                FROM insight_day GROUP BY program),
            lot AS (SELECT program, sum(remaining) FILTER (WHERE NOT is_leaving) AS open FROM insight_lot GROUP BY program),
            customer AS (SELECT program, sum(owed) AS owed, sum(revision) AS events FROM insight_customer GROUP BY program),
            compared AS (
                SELECT program, figure, coalesce(counted, 0)::bigint AS counted, coalesce(expected, 0)::bigint AS expected
                FROM program_totals AS t FULL JOIN day USING (program) LEFT JOIN lot USING (program)
                    LEFT JOIN customer USING (program),
                LATERAL (VALUES
                    ('points issued', day.earned, t.earned),
                    ('points redeemed', day.spent, t.spent),
                    ('points expired', day.expired, t.expired),
                    ('points taken back', day.taken_back, t.taken_back),
                    ('points restored', day.restored, t.restored),
                    ('points adjusted', day.adjusted, t.adjusted),
                    ('points transferred', day.transferred, t.transferred),
                    ('points in lots less those owed', coalesce(lot.open, 0) - coalesce(customer.owed, 0), t.outstanding),
                    -- Orders of a customer who is being merged are with neither of the two.
                    ('orders', day.order_count, CASE WHEN EXISTS (SELECT FROM saga_under_way AS s
                        WHERE s.program = t.program) THEN day.order_count ELSE t.order_count END),
                    ('new customers', day.customers, t.customer_count),
                    ('events', customer.events, t.event_count)) AS each (figure, counted, expected))
            SELECT program, figure, counted, expected FROM compared WHERE counted <> expected ORDER BY program, figure LIMIT ?
            """;

    private final DataSource source;

    /** @param source connections that find both read models */
    public FiguresCheck(DataSource source) {
        this.source = source;
    }

    /**
     * What was found.
     *
     * @param programs that were compared
     * @param events that the figures contain
     */
    record Outcome(long programs, long events, List<Difference> differences) {}

    /**
     * Compares; it may take seconds.
     *
     * @throws DirectoryLost when the figures are being counted, or both are not found at the same event within 10 s
     */
    Outcome run() throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        do {
            try (Connection connection = source.getConnection()) {
                Optional<Outcome> outcome = Insights.atOneMoment(
                        connection,
                        (moment, asOf) -> isSamePlace(moment) ? Optional.of(compared(moment)) : Optional.empty());
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
            Thread.sleep(PAUSE);
        } while (System.nanoTime() < end);
        throw new DirectoryLost();
    }

    private static boolean isSamePlace(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SAME_PLACE)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static Outcome compared(Connection connection) throws SQLException {
        List<Difference> differences = new ArrayList<>(InsightFit.differences(connection));
        try (PreparedStatement statement = connection.prepareStatement(SUMS)) {
            statement.setInt(1, InsightFit.MOST);
            differences.addAll(InsightFit.read(statement));
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(COUNTED)) {
            row.next();
            return new Outcome(
                    row.getLong(1),
                    row.getLong(2),
                    differences.stream().limit(InsightFit.MOST).toList());
        }
    }
}
