package dev.giveback.benchmark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.giveback.testkit.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs pgbench's scripts by JDBC on a real server, with its variables filled in by hand. */
final class PeerDatabaseTest {
    private static final Pattern VARIABLE = Pattern.compile("(?<!:):([a-z_0-9]+)");
    private static final Pattern COMMAND_END = Pattern.compile(";\\s*|\\\\gset\\s*");

    @Test
    void bothVariantsLeaveTheSameFactsAndARepeatLeavesNone(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data"))) {
            DatabaseAddress address = new DatabaseAddress("127.0.0.1", server.port(), "postgres", "postgres");
            PeerDatabase.requireDurable(PeerDatabase.settings(address));
            PeerDatabase database = PeerDatabase.create(address, 10);
            Map<SqlVariant, Long> counted = Map.of(SqlVariant.STATEMENTS, 1L, SqlVariant.FUNCTION, 1L);

            assertThat(run(database, SqlVariant.STATEMENTS, 1)).containsEntry("balance", "40");
            assertThat(run(database, SqlVariant.FUNCTION, 2)).containsEntry("checkout", "80");
            assertThat(run(database, SqlVariant.FUNCTION, 1))
                    .as("a repeat of the first")
                    .containsEntry("checkout", "40");
            assertThat(run(database, SqlVariant.COMMIT, 1)).isNotNull();

            assertThat(factsOf(database, 1))
                    .isEqualTo(factsOf(database, 2))
                    .isEqualTo("{1,2,3} {2,2,2} {500,600,900} 4000 40");
            database.requireConsistent(counted);
            assertThatThrownBy(() -> database.requireConsistent(Map.of(SqlVariant.STATEMENTS, 3L)))
                    .hasMessage("SQL peer: requests 2 (expected: 3)");
            execute(database, "UPDATE ledger SET points = 39 WHERE order_id = 2");
            assertThatThrownBy(() -> database.requireConsistent(counted)).hasMessageContaining("difference -1");
            database.close();
            assertThatThrownBy(database::connect).hasMessageContaining("does not exist");
        }
    }

    @Test
    void anOrderInTwoStepsAndARefundLeaveEveryFactOnce(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data"))) {
            DatabaseAddress address = new DatabaseAddress("127.0.0.1", server.port(), "postgres", "postgres");
            try (PeerDatabase database = PeerDatabase.create(address, 10)) {
                assertThat(run(database, SqlVariant.RESERVE_CONFIRM, 1)).containsEntry("balance", "40");
                assertThat(run(database, SqlVariant.SELECT, 2)).containsEntry("balance", "40");
                run(database, SqlVariant.REFUND, 3);
                Map<SqlVariant, Long> counted =
                        Map.of(SqlVariant.RESERVE_CONFIRM, 1L, SqlVariant.REFUND, 1L, SqlVariant.SELECT, 0L);
                database.requireConsistent(counted);
                assertThatThrownBy(() -> database.requireConsistent(Map.of(SqlVariant.RESERVE_CONFIRM, 1L)))
                        .hasMessageContaining("requests 3 (expected: 2)");
                execute(database, "UPDATE sold SET quantity = 1 WHERE customer_id = 7");
                assertThatThrownBy(() -> run(database, SqlVariant.REFUND, 4))
                        .as("no piece is left")
                        .isInstanceOf(AssertionError.class);
                execute(database, "UPDATE reservation SET status = 1");
                assertThatThrownBy(() -> database.requireConsistent(counted)).hasMessageContaining("confirmed 0");
            }
        }
    }

    @Test
    void aCouponIsUsedOnceAndItsCheckoutLeavesTheSameFactsByBothVariants(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data"))) {
            DatabaseAddress address = new DatabaseAddress("127.0.0.1", server.port(), "postgres", "postgres");
            try (PeerDatabase database = PeerDatabase.create(address, 10)) {
                database.stockCoupons(10, 1, 40);

                // 4,000 pence, 10 percent off, 100 points: 35 points for what is paid.
                assertThat(run(database, SqlVariant.COUPON_STATEMENTS, 1, 4))
                        .containsEntry("discount", "400")
                        .containsEntry("balance", "49935");
                assertThat(run(database, SqlVariant.COUPON_FUNCTION, 2, 14))
                        .containsEntry("checkout_with_coupon", "49870");
                assertThat(run(database, SqlVariant.COUPON_FUNCTION, 2, 24))
                        .as("a repeat")
                        .containsEntry("checkout_with_coupon", "49870");
                Map<SqlVariant, Long> counted =
                        Map.of(SqlVariant.COUPON_STATEMENTS, 1L, SqlVariant.COUPON_FUNCTION, 1L);
                database.requireConsistent(counted);
                assertThatThrownBy(() -> run(database, SqlVariant.COUPON_FUNCTION, 3, 14))
                        .as("a coupon that was used")
                        .hasMessageContaining("returned no rows");
                database.requireConsistent(counted);
                database.stockCoupons(10, 41, 40);
                database.requireConsistent(counted);
                execute(database, "UPDATE coupon SET status = 1 WHERE coupon_id = 4");
                assertThatThrownBy(() -> database.requireConsistent(counted)).hasMessageContaining("used_coupons 1");
            }
        }
    }

    @Test
    void aClaimTakesOnePlaceAndNoneBeyondTheLimit(@TempDir Path folder) throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data"))) {
            DatabaseAddress address = new DatabaseAddress("127.0.0.1", server.port(), "postgres", "postgres");
            try (PeerDatabase database = PeerDatabase.create(address, 10)) {
                execute(database, "UPDATE campaign SET max_used = 2");
                for (int claim = 1; claim <= 3; claim++) {
                    run(database, SqlVariant.CLAIM_COUNTER, claim, claim);
                    run(database, SqlVariant.CLAIM_ROW, claim, claim);
                }

                database.requireConsistent(Map.of(SqlVariant.CLAIM_COUNTER, 2L, SqlVariant.CLAIM_ROW, 2L));
                assertThatThrownBy(() -> database.requireConsistent(
                                Map.of(SqlVariant.CLAIM_COUNTER, 2L, SqlVariant.CLAIM_ROW, 3L)))
                        .hasMessage("SQL peer: counted_with_rows 2 (expected: 3)");
            }
        }
    }

    private static Map<String, String> run(PeerDatabase database, SqlVariant variant, long request)
            throws SQLException {
        return run(database, variant, request, 1);
    }

    /**
     * Runs the commands of a script for one order, and gives the latest value of each column that was read. The customer is number 7,
     * which the coupons 4, 14 and 24 belong to.
     */
    private static Map<String, String> run(PeerDatabase database, SqlVariant variant, long request, long coupon)
            throws SQLException {
        Map<String, String> variables = new HashMap<>(Map.of("request", Long.toString(request), "customer", "7"));
        variables.putAll(
                Map.of("coupon", Long.toString(coupon), "claim", Long.toString(request), "list_total", "4000"));
        variables.putAll(Map.of("shipping", "499", "redeemed", "100", "taken", "-100"));
        variables.putAll(Map.of("confirm", Long.toString(request + 500_000_000), "amount", "1"));
        if (variant.usesCoupons()) {
            // What pgbench calculates from what the statements give back.
            variables.putAll(Map.of("points", "35", "between", "49900"));
        }
        for (int line = 1; line <= 3; line++) {
            variables.put("product_" + line, Integer.toString(line));
            variables.put("quantity_" + line, "2");
        }
        variables.putAll(Map.of("price_1", "500", "price_2", "600", "price_3", "900", "total", "4000"));
        variables.putIfAbsent("points", "40");
        String commands = Scripts.of(variant, CustomerChoice.uniform(10))
                .lines()
                .filter(line -> !line.startsWith("\\") && !line.startsWith("--"))
                .reduce("", (text, line) -> text + line + "\n");
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String command : COMMAND_END.split(commands, 0)) {
                String filled = VARIABLE.matcher(command)
                        .replaceAll(found -> Objects.requireNonNull(variables.get(found.group(1)), found.group(1)));
                if (statement.execute(filled)) {
                    read(statement, variables);
                }
            }
        }
        return variables;
    }

    private static void read(Statement statement, Map<String, String> variables) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            assertThat(row.next()).isTrue();
            variables.put(row.getMetaData().getColumnName(1), row.getString(1));
        }
    }

    private static String factsOf(PeerDatabase database, long order) throws SQLException {
        String facts =
                "SELECT products || ' ' || quantities::text || ' ' || unit_prices::text || ' ' || total || ' ' || o.points"
                        + " FROM (SELECT products::text, quantities, unit_prices, total, points, order_id FROM customer_order) o"
                        + " JOIN ledger USING (order_id) JOIN request USING (order_id) WHERE order_id = " + order;
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(facts)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static void execute(PeerDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
