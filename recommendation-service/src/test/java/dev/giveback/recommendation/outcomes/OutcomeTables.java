package dev.giveback.recommendation.outcomes;

import com.zaxxer.hikari.HikariDataSource;
import dev.giveback.platform.journal.JournalDatabase;
import dev.giveback.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import java.util.TreeSet;
import javax.sql.DataSource;

/** The tables of outcomes in a database of their own. */
final class OutcomeTables implements AutoCloseable {
    private final TestDatabase database = TestDatabase.create();
    private final HikariDataSource source = new JournalDatabase(
                    database.jdbcUrl(), database.user(), database.password(), "recommendation")
            .openPool("outcomes-test", 6);

    OutcomeTables() {
        OutcomeSchema.migrate(source, "recommendation");
    }

    DataSource source() {
        return source;
    }

    void run(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    long count(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The rows of a query with one text each, sorted. */
    Set<String> texts(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            Set<String> texts = new TreeSet<>();
            while (row.next()) {
                texts.add(row.getString(1));
            }
            return texts;
        }
    }

    /** Every outcome: list, product, order, line, customer, units bought and returned. */
    Set<String> outcomes() throws SQLException {
        return texts("SELECT concat_ws(' ', list_id, product, order_id, line, customer, units, returned) FROM outcome");
    }

    /** What is a hit now: list and product. */
    Set<String> hits() throws SQLException {
        return texts("SELECT DISTINCT concat_ws(' ', list_id, product) FROM outcome WHERE units > returned");
    }

    @Override
    public void close() {
        source.close();
        database.close();
    }
}
