package dev.giveback.loyalty.insight;

import dev.giveback.loyalty.directory.DirectoryLost;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the figures know, each answer of one moment. It is a moment behind the journal. No call blocks its caller; an answer fails with
 * {@link DirectoryLost} while the figures are being counted anew.
 */
public final class Insights {
    /** How many months of a cohort are told. */
    static final int MAX_MONTHS = 36;

    private static final String BOUNDS = "SELECT coalesce(min(day), 0), max(day) FROM insight_day WHERE program = ?";

    private static final String BEFORE = """
            SELECT 0, coalesce(sum(earned - spent - expired - taken_back + restored + adjusted + transferred), 0)::bigint
            FROM insight_day WHERE program = ? AND day < ?
            """;

    private static final String DAYS = """
            SELECT day, earned, spent, expired, taken_back, restored, adjusted, transferred, order_count, order_minor,
                refund_count, refund_minor, active_customers, new_customers
            FROM insight_day WHERE program = ? AND day BETWEEN ? AND ? ORDER BY day
            """;

    private static final String MONTHS = """
            SELECT month, active_customers FROM insight_month
            WHERE program = ? AND month BETWEEN ? AND ? ORDER BY month
            """;

    private static final String EXPIRIES =
            "SELECT day, points FROM insight_expiry WHERE program = ? AND points <> 0 ORDER BY day";

    private static final String ISSUES = """
            SELECT month, issued, redeemed, expired, taken_back, moved FROM insight_issue WHERE program = ? ORDER BY month
            """;

    private static final String COHORTS = """
            SELECT cohort, month, customers FROM insight_cohort
            WHERE program = ? AND customers <> 0 AND month < cohort + ? ORDER BY cohort, month
            """;

    private final DataSource source;
    private final Executor blocking;

    /**
     * Answers over the tables of {@link InsightSchema}.
     *
     * @param blocking whose threads may take their time
     */
    public Insights(DataSource source, Executor blocking) {
        this.source = source;
        this.blocking = blocking;
    }

    /**
     * One row of numbers.
     *
     * @param key the day or month
     * @param values the rest
     */
    record Row(int key, List<Long> values) {
        Row {
            values = List.copyOf(values);
        }

        long value(int at) {
            return values.get(at);
        }
    }

    /** Rows and up to when they tell; 0 without an event. */
    record Rows(List<Row> rows, long asOfMillis) {}

    /**
     * Days that have figures.
     *
     * @param first and last day; the last is null without any
     */
    record Bounds(int first, @Nullable Integer last) {}

    /** Days, the first and the last included. */
    record Range(int from, int to) {}

    /** Days of a range and what was before them. */
    record Days(
            Bounds bounds, Range range, long outstandingBefore, List<Row> days, List<Row> months, long asOfMillis) {}

    /** The days of the range that is chosen when it is known which there are. */
    CompletionStage<Days> days(String program, Function<Bounds, Range> choice) {
        return ask((connection, asOf) -> {
            Bounds bounds = bounds(connection, program);
            Range range = choice.apply(bounds);
            long before =
                    rows(connection, BEFORE, program, range.from()).getFirst().value(0);
            return new Days(
                    bounds,
                    range,
                    before,
                    rows(connection, DAYS, program, range.from(), range.to()),
                    rows(connection, MONTHS, program, Months.ofDay(range.from()), Months.ofDay(range.to())),
                    asOf);
        });
    }

    /** Points by the last day on which they can be used. */
    CompletionStage<Rows> expiries(String program) {
        return ask((connection, asOf) -> new Rows(rows(connection, EXPIRIES, program), asOf));
    }

    /** Points by the month in which they began: issued, redeemed, expired, taken back, moved. */
    CompletionStage<Rows> issues(String program) {
        return ask((connection, asOf) -> new Rows(rows(connection, ISSUES, program), asOf));
    }

    /** Cohorts by month: the month in which they ordered, and how many. */
    CompletionStage<Rows> cohorts(String program) {
        return ask((connection, asOf) -> new Rows(rows(connection, COHORTS, program, MAX_MONTHS), asOf));
    }

    private <T> CompletionStage<T> ask(Query<T> query) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Connection connection = source.getConnection()) {
                        return atOneMoment(connection, query);
                    } catch (SQLException e) {
                        throw new CompletionException(e);
                    }
                },
                blocking);
    }

    static <T> T atOneMoment(Connection connection, Query<T> query) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            @Nullable InsightMarker marker = InsightMarker.read(connection);
            if (marker == null || marker.isFilling()) {
                throw new DirectoryLost();
            }
            return query.run(connection, marker.recordMillis());
        } finally {
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        }
    }

    private static Bounds bounds(Connection connection, String program) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BOUNDS)) {
            statement.setString(1, program);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                int first = row.getInt(1);
                int last = row.getInt(2);
                return new Bounds(first, row.wasNull() ? null : last);
            }
        }
    }

    private static List<Row> rows(Connection connection, String sql, String program, int... numbers)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, program);
            for (int i = 0; i < numbers.length; i++) {
                statement.setInt(i + 2, numbers[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                List<Row> rows = new ArrayList<>();
                while (row.next()) {
                    List<Long> values = new ArrayList<>();
                    for (int column = 2; column <= columns; column++) {
                        values.add(row.getLong(column));
                    }
                    rows.add(new Row(row.getInt(1), values));
                }
                return rows;
            }
        }
    }

    /** Reads at one moment. */
    @FunctionalInterface
    interface Query<T> {
        T run(Connection connection, long asOfMillis) throws SQLException;
    }
}
