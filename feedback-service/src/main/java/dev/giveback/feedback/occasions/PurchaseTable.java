package dev.giveback.feedback.occasions;

import dev.giveback.feedback.domain.CustomerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Purchases as rows: who bought when. */
public final class PurchaseTable {
    private static final String ADD = """
            INSERT INTO purchase (program, customer, order_id, purchase_millis) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static final String FIRST = """
            SELECT order_id FROM purchase WHERE program = ? AND customer = ? ORDER BY purchase_millis LIMIT 1
            """;

    private final DataSource source;

    /** Purchases in the tables of {@link OccasionSchema}. */
    public PurchaseTable(DataSource source) {
        this.source = source;
    }

    /** A purchase. */
    public record Purchase(CustomerId customer, String orderId, Instant time) {}

    /** Adds those that are not there. */
    public static void add(Connection connection, List<Purchase> purchases) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (Purchase purchase : purchases) {
                OccasionTable.setCustomer(statement, 1, purchase.customer());
                statement.setString(3, purchase.orderId());
                statement.setLong(4, purchase.time().toEpochMilli());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** The first order of a customer, as far as the feed has told; nothing for who did not buy. */
    public Optional<String> firstOrder(CustomerId customer) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIRST)) {
            OccasionTable.setCustomer(statement, 1, customer);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }
}
