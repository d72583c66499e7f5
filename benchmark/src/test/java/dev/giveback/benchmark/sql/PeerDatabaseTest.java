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

            assertThat(run(database, SqlVariant.STATEMENTS, 1)).containsEntry("balance", "40");
            assertThat(run(database, SqlVariant.FUNCTION, 2)).containsEntry("checkout", "80");
            assertThat(run(database, SqlVariant.FUNCTION, 1))
                    .as("a repeat of the first")
                    .containsEntry("checkout", "40");
            assertThat(run(database, SqlVariant.COMMIT, 1)).isNotNull();

            assertThat(factsOf(database, 1))
                    .isEqualTo(factsOf(database, 2))
                    .isEqualTo("{1,2,3} {2,2,2} {500,600,900} 4000 40");
            database.requireConsistent(2);
            assertThatThrownBy(() -> database.requireConsistent(3)).hasMessage("SQL peer: requests 2 (expected: 3)");
            execute(database, "UPDATE ledger SET points = 39 WHERE order_id = 2");
            assertThatThrownBy(() -> database.requireConsistent(2)).hasMessageContaining("difference -1");
            database.close();
            assertThatThrownBy(database::connect).hasMessageContaining("does not exist");
        }
    }

    /** Runs the commands of a script for one order of customer 7, and gives the latest value of each column that was read. */
    private static Map<String, String> run(PeerDatabase database, SqlVariant variant, long request)
            throws SQLException {
        Map<String, String> variables = new HashMap<>(Map.of("request", Long.toString(request), "customer", "7"));
        for (int line = 1; line <= 3; line++) {
            variables.put("product_" + line, Integer.toString(line));
            variables.put("quantity_" + line, "2");
        }
        variables.putAll(Map.of("price_1", "500", "price_2", "600", "price_3", "900", "total", "4000", "points", "40"));
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
