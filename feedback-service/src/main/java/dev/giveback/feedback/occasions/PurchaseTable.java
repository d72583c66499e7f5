package dev.giveback.feedback.occasions;

import dev.giveback.feedback.domain.CustomerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** Purchases as rows: who bought when. */
public final class PurchaseTable {
    private static final String ADD = """
            INSERT INTO purchase (program, customer, order_id, purchase_millis)
            SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::int8[])
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
        if (purchases.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            set(statement, 1, "text", purchases, purchase -> purchase.customer().program());
            set(statement, 2, "text", purchases, purchase -> purchase.customer().customer());
            set(statement, 3, "text", purchases, Purchase::orderId);
            set(statement, 4, "int8", purchases, purchase -> purchase.time().toEpochMilli());
            statement.executeUpdate();
        }
    }

    private static void set(
            PreparedStatement statement,
            int parameter,
            String type,
            List<Purchase> purchases,
            Function<Purchase, Object> column)
            throws SQLException {
        Object[] values = purchases.stream().map(column).toArray();
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
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
