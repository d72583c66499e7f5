package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.hooks.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Up to where the feed of all was read, in the table {@code webhook_feed}. */
final class SharedPlace {
    /** While it is not known where the feed begins, nobody has caught up with it. */
    static final Place UNKNOWN = new Place("", Long.MAX_VALUE, 0);

    private static final String LOCK = "SELECT resume_token, transaction_id, ordering FROM webhook_feed FOR UPDATE";
    private static final String SAVE = "UPDATE webhook_feed SET resume_token = ?, transaction_id = ?, ordering = ?";

    private SharedPlace() {}

    /** The place; it cannot change before the transaction ends. */
    static Place lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new IllegalStateException("webhook_feed: it has no row (expected: one)");
            }
            return new Place(row.getString(1), row.getLong(2), row.getLong(3));
        }
    }

    static void save(Connection connection, Place place) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SAVE)) {
            statement.setString(1, place.token());
            statement.setLong(2, place.transaction());
            statement.setLong(3, place.ordering());
            statement.executeUpdate();
        }
    }
}
