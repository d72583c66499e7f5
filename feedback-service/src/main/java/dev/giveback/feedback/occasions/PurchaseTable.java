package dev.giveback.feedback.occasions;

import dev.giveback.feedback.domain.CustomerId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/** The occasions that are purchases: who bought when. */
public final class PurchaseTable {
    private static final String FIRST = """
            SELECT reference FROM occasion WHERE program = ? AND customer = ? AND kind = 1
            ORDER BY happened_millis LIMIT 1
            """;

    private final DataSource source;

    /** Purchases in the tables of {@link OccasionSchema}. */
    public PurchaseTable(DataSource source) {
        this.source = source;
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
