package dev.giveback.recommendation.outcomes;

import dev.giveback.recommendation.outcomes.Happening.Absorbed;
import dev.giveback.recommendation.outcomes.Happening.Bought;
import dev.giveback.recommendation.outcomes.Happening.Line;
import dev.giveback.recommendation.outcomes.Happening.Returned;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down what happened to lists that were shown, within a transaction of its caller. All that came before must be written already; what comes
 * twice is written once but for returns, so the place in the feed is saved in the same transaction.
 */
final class OutcomeLedger {
    /** In how many days after it was shown a purchase can be an outcome of a list. */
    static final int DAYS = 28;

    private static final long WINDOW_MILLIS = Duration.ofDays(DAYS).toMillis();

    /** Lists that are looked at again in one go. */
    private static final int SETTLED_AT_ONCE = 2_000;

    private static final String ADD_SALES = """
            INSERT INTO sale (program, customer, order_id, line, product, purchase_millis, units, returned, read_millis)
            SELECT program, customer, order_id, line, product, purchase_millis, units, returned, ?
            FROM unnest(?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                AS s (program, customer, order_id, line, product, purchase_millis, units, returned)
            ON CONFLICT DO NOTHING
            """;

    private static final String ADD_OUTCOMES = """
            INSERT INTO outcome (program, list_id, product, order_id, line, customer, purchase_millis, units, returned)
            SELECT s.program, i.list_id, s.product, s.order_id, s.line, s.customer, s.purchase_millis, s.units, s.returned
            FROM unnest(?::text[], ?::text[], ?::text[], ?::integer[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
                AS s (program, customer, order_id, line, product, purchase_millis, units, returned)
            JOIN impression AS i ON i.program = s.program AND i.customer = s.customer
                AND i.show_millis <= s.purchase_millis AND i.show_millis > s.purchase_millis - %d
                AND s.product = ANY (i.products)
            ON CONFLICT DO NOTHING
            """.formatted(WINDOW_MILLIS);

    /** One statement, so that every list that it marks is one that it has looked at. */
    private static final String SETTLE = """
            WITH fresh AS (
                UPDATE impression SET is_settled = true
                WHERE (program, list_id) IN (
                    SELECT program, list_id FROM impression WHERE NOT is_settled LIMIT %d)
                RETURNING program, list_id, customer, show_millis, products),
            found AS (
                INSERT INTO outcome
                    (program, list_id, product, order_id, line, customer, purchase_millis, units, returned)
                SELECT s.program, i.list_id, s.product, s.order_id, s.line, s.customer, s.purchase_millis, s.units, s.returned
                FROM fresh AS i
                JOIN sale AS s ON s.program = i.program AND s.customer = i.customer
                    AND i.show_millis <= s.purchase_millis AND i.show_millis > s.purchase_millis - %d
                    AND s.product = ANY (i.products)
                ON CONFLICT DO NOTHING)
            SELECT DISTINCT g.program, g.customer, g.target
            FROM fresh JOIN gone_customer AS g ON g.program = fresh.program AND g.customer = fresh.customer
            """.formatted(SETTLED_AT_ONCE, WINDOW_MILLIS);

    private static final String ADD_GONE = """
            INSERT INTO gone_customer (program, customer, target) VALUES (?, ?, ?)
            ON CONFLICT (program, customer) DO UPDATE SET target = excluded.target
            """;

    private static final String RETARGET = "UPDATE gone_customer SET target = ? WHERE program = ? AND target = ?";

    /** Orders of two customers that are merged have different ids; should they ever not, the target's stays. */
    private static final String DROP_DOUBLE_SALES = """
            DELETE FROM sale AS s WHERE program = ? AND customer = ? AND EXISTS (
                SELECT FROM sale AS t
                WHERE t.program = s.program AND t.customer = ? AND t.order_id = s.order_id AND t.line = s.line)
            """;

    private static final String MOVE = "UPDATE %s SET customer = ? WHERE program = ? AND customer = ?";
    private static final String LOOK_AGAIN =
            "UPDATE impression SET is_settled = false WHERE program = ? AND customer = ? AND is_settled";

    private final Connection connection;
    private final long nowMillis;

    /**
     * A ledger.
     *
     * @param nowMillis from which the time is counted that sales are kept
     */
    OutcomeLedger(Connection connection, long nowMillis) {
        this.connection = connection;
        this.nowMillis = nowMillis;
    }

    /** Writes down what happened, in this order. Purchases that follow each other are written together. */
    void write(List<Happening> happenings) throws SQLException {
        Sales sales = new Sales();
        for (Happening happening : happenings) {
            if (happening instanceof Bought bought) {
                sales.add(bought, Map.of());
            } else {
                write(sales);
                sales = new Sales();
                writeOther(happening);
            }
        }
        write(sales);
    }

    private void writeOther(Happening happening) throws SQLException {
        switch (happening) {
            case Bought bought ->
                throw new IllegalArgumentException("happening: " + bought + " (expected: another kind)");
            case Returned returned -> returned(returned);
            case Happening.Corrected corrected -> corrected(corrected);
            case Happening.Erased erased -> erased(erased.program(), erased.customer());
            case Absorbed absorbed -> absorbed(absorbed);
        }
    }

    /**
     * Looks for purchases that had been read before the lists that are new were recorded; and what is new of customers who are gone goes where they
     * went. At most {@value #SETTLED_AT_ONCE} lists.
     */
    void settle() throws SQLException {
        List<String[]> gone = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SETTLE);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                gone.add(new String[] {row.getString(1), row.getString(2), row.getString(3)});
            }
        }
        for (String[] one : gone) {
            if (one[2].isEmpty()) {
                forget(one[0], one[1]);
            } else {
                run(LOOK_AGAIN, one[0], one[1]);
                move(one[0], one[1], one[2]);
            }
        }
    }

    private void write(Sales sales) throws SQLException {
        if (sales.lines.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(ADD_SALES)) {
            statement.setLong(1, nowMillis);
            sales.set(statement, 2);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement(ADD_OUTCOMES)) {
            sales.set(statement, 1);
            statement.executeUpdate();
        }
    }

    private void returned(Returned returned) throws SQLException {
        for (String table : List.of("sale", "outcome")) {
            try (PreparedStatement statement = connection.prepareStatement(
                    "UPDATE %s SET returned = returned + ? WHERE program = ? AND customer = ? AND order_id = ? AND line = ?"
                            .formatted(table))) {
                for (Happening.ReturnedLine line : returned.lines()) {
                    statement.setLong(1, line.units());
                    statement.setString(2, returned.program());
                    statement.setString(3, returned.customer());
                    statement.setString(4, returned.orderId());
                    statement.setInt(5, line.number());
                    statement.addBatch();
                }
                statement.executeBatch();
            }
        }
    }

    /** Events that were recorded long ago do not tell what went back; then it is what is known here. */
    private void corrected(Happening.Corrected corrected) throws SQLException {
        Bought order = corrected.order();
        Map<Integer, Long> returned = new HashMap<>();
        corrected.returned().forEach(line -> returned.put(line.number(), line.units()));
        for (String table : List.of("sale", "outcome")) {
            try (PreparedStatement statement = connection.prepareStatement(
                    "DELETE FROM %s WHERE program = ? AND customer = ? AND order_id = ? RETURNING line, returned"
                            .formatted(table))) {
                statement.setString(1, order.program());
                statement.setString(2, order.customer());
                statement.setString(3, order.orderId());
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        returned.merge(row.getInt(1), row.getLong(2), Math::max);
                    }
                }
            }
        }
        Sales sales = new Sales();
        sales.add(order, returned);
        write(sales);
    }

    private void erased(String program, String customer) throws SQLException {
        forget(program, customer);
        run(RETARGET, "", program, customer);
        run(ADD_GONE, program, customer, "");
    }

    private void forget(String program, String customer) throws SQLException {
        for (String table : List.of("impression", "outcome", "sale")) {
            run("DELETE FROM %s WHERE program = ? AND customer = ?".formatted(table), program, customer);
        }
    }

    private void absorbed(Absorbed absorbed) throws SQLException {
        move(absorbed.program(), absorbed.source(), absorbed.customer());
        run(RETARGET, absorbed.customer(), absorbed.program(), absorbed.source());
        run(ADD_GONE, absorbed.program(), absorbed.source(), absorbed.customer());
    }

    private void move(String program, String from, String into) throws SQLException {
        run(DROP_DOUBLE_SALES, program, from, into);
        run(MOVE.formatted("sale"), into, program, from);
        run(MOVE.formatted("outcome"), into, program, from);
        run(MOVE.formatted("impression"), into, program, from);
    }

    private void run(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setString(at + 1, values[at]);
            }
            statement.executeUpdate();
        }
    }

    /** Lines of orders, column by column. */
    private final class Sales {
        private final List<Bought> orders = new ArrayList<>();
        private final List<Line> lines = new ArrayList<>();
        private final List<Long> returned = new ArrayList<>();

        void add(Bought order, Map<Integer, Long> returnedByLine) {
            for (Line line : order.lines()) {
                orders.add(order);
                lines.add(line);
                returned.add(returnedByLine.getOrDefault(line.number(), 0L));
            }
        }

        void set(PreparedStatement statement, int from) throws SQLException {
            setArray(
                    statement,
                    from,
                    "text",
                    orders.stream().map(Bought::program).toArray());
            setArray(
                    statement,
                    from + 1,
                    "text",
                    orders.stream().map(Bought::customer).toArray());
            setArray(
                    statement,
                    from + 2,
                    "text",
                    orders.stream().map(Bought::orderId).toArray());
            setArray(
                    statement,
                    from + 3,
                    "integer",
                    lines.stream().map(Line::number).toArray());
            setArray(
                    statement,
                    from + 4,
                    "text",
                    lines.stream().map(Line::product).toArray());
            setArray(
                    statement,
                    from + 5,
                    "bigint",
                    orders.stream().map(Bought::purchaseMillis).toArray());
            setArray(
                    statement,
                    from + 6,
                    "bigint",
                    lines.stream().map(Line::units).toArray());
            setArray(statement, from + 7, "bigint", returned.toArray());
        }

        private void setArray(PreparedStatement statement, int at, String type, Object[] values) throws SQLException {
            statement.setArray(at, connection.createArrayOf(type, values));
        }
    }
}
