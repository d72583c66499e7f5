package dev.giveback.recommendation.outcomes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** What came of lists, summed up. */
final class OutcomeTable {
    /** Sums over all products of each customer first, then over the customers. */
    private static final String SUMS = """
            WITH shown AS (
                SELECT %1$s AS kind, i.customer, i.list_id,
                    EXISTS (SELECT FROM outcome AS o
                        WHERE o.program = i.program AND o.list_id = i.list_id AND o.product = p.product
                            AND o.units > o.returned AND o.purchase_millis < i.show_millis + ?) AS is_hit
                FROM impression AS i CROSS JOIN LATERAL unnest(i.products, i.strategies) AS p (product, strategy)
                WHERE i.program = ? AND i.show_millis >= ? AND i.show_millis < ? AND (? = '' OR i.page = ?) %2$s),
            customers AS (
                SELECT kind, count(DISTINCT list_id) AS lists, count(*)::float8 AS x, count(*) FILTER (WHERE is_hit)::float8 AS y
                FROM shown GROUP BY kind, customer)
            SELECT kind, count(*), sum(lists)::bigint, sum(x)::bigint, sum(y)::bigint, sum(x * x), sum(y * y), sum(x * y)
            FROM customers GROUP BY kind
            """;

    private static final String BY_PERSONALIZATION = SUMS.formatted("i.personalization", "");
    private static final String BY_STRATEGY = SUMS.formatted("p.strategy", "AND i.personalization = ?");
    private static final String READ_UP_TO = "SELECT max(record_millis) FROM outcome_progress";

    private final DataSource source;
    private final int seconds;

    /**
     * The table.
     *
     * @param seconds that the sums of a question may take
     */
    OutcomeTable(DataSource source, int seconds) {
        this.source = source;
        this.seconds = seconds;
    }

    /**
     * Which lists are asked about.
     *
     * @param windowMillis after they were shown in which a purchase is a hit
     * @param fromMillis shown then or later
     * @param untilMillis shown before then
     * @param page of this one; empty for all
     */
    record Question(String program, long windowMillis, long fromMillis, long untilMillis, String page) {}

    /** By the number of the lists' personalization. */
    Map<Integer, HitSums> byPersonalization(Question question) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(BY_PERSONALIZATION)) {
            set(statement, question);
            return sums(statement);
        }
    }

    /**
     * By the number of the strategy that brought a product.
     *
     * @param personalization number of the one whose lists alone count
     */
    Map<Integer, HitSums> byStrategy(Question question, int personalization) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(BY_STRATEGY)) {
            set(statement, question);
            statement.setInt(7, personalization);
            return sums(statement);
        }
    }

    /** When the last event that was read had been recorded; 0 before the first. */
    long readUpToMillis() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(READ_UP_TO);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void set(PreparedStatement statement, Question question) throws SQLException {
        statement.setLong(1, question.windowMillis());
        statement.setString(2, question.program());
        statement.setLong(3, question.fromMillis());
        statement.setLong(4, question.untilMillis());
        statement.setString(5, question.page());
        statement.setString(6, question.page());
    }

    private Map<Integer, HitSums> sums(PreparedStatement statement) throws SQLException {
        statement.setQueryTimeout(seconds);
        try (ResultSet row = statement.executeQuery()) {
            Map<Integer, HitSums> sums = new TreeMap<>();
            while (row.next()) {
                sums.put(
                        row.getInt(1),
                        new HitSums(
                                row.getLong(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getDouble(6),
                                row.getDouble(7),
                                row.getDouble(8)));
            }
            return sums;
        }
    }
}
