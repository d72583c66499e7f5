package dev.giveback.loyalty.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The customers in the directory whose points are due to expire, and when each is looked at again. */
record DueCustomers(DataSource source) {
    private static final String DUE = """
            SELECT program, customer
            FROM customer_directory
            WHERE next_expiry_millis <= ?
            ORDER BY next_expiry_millis
            LIMIT ?
            """;

    /**
     * A row that is ahead of the answer may hold a lot that the answer has not seen; it stays due. A row that is behind takes the
     * lots to come as the events arrive.
     */
    private static final String ANSWERED = """
            UPDATE customer_directory SET next_expiry_millis = ?
            WHERE program = ? AND customer = ? AND revision <= ?
            """;

    private static final String FAILED = """
            UPDATE customer_directory SET next_expiry_millis = ?
            WHERE program = ? AND customer = ? AND next_expiry_millis < ?
            """;

    /** Those due now, the longest waiting first. */
    List<CustomerKey> first(int limit, Instant now) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(DUE)) {
            statement.setLong(1, now.toEpochMilli());
            statement.setInt(2, limit);
            try (ResultSet row = statement.executeQuery()) {
                List<CustomerKey> due = new ArrayList<>();
                while (row.next()) {
                    due.add(new CustomerKey(row.getString(1), row.getString(2)));
                }
                return due;
            }
        }
    }

    /** Takes note of an answer. A customer that is due still, because of a hold, goes behind all others that are. */
    void answered(CustomerKey key, PointExpiry.Outcome outcome, Instant now) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(ANSWERED)) {
            if (outcome.next().isPresent()) {
                long nextMillis = outcome.next().get().toEpochMilli();
                statement.setLong(1, Math.max(nextMillis, now.toEpochMilli()));
            } else {
                statement.setNull(1, Types.BIGINT);
            }
            statement.setString(2, key.program());
            statement.setString(3, key.customer());
            statement.setLong(4, outcome.revision());
            statement.executeUpdate();
        }
    }

    /** Puts a customer behind all others that are due, so that those who fail never keep the rest from their turn. */
    void failed(CustomerKey key, Instant now) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(FAILED)) {
            statement.setLong(1, now.toEpochMilli());
            statement.setString(2, key.program());
            statement.setString(3, key.customer());
            statement.setLong(4, now.toEpochMilli());
            statement.executeUpdate();
        }
    }
}
