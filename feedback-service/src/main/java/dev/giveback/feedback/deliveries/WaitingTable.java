package dev.giveback.feedback.deliveries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/** What is added to the table {@code webhook_delivery}, and how much waits there. Every change runs in the transaction that is open. */
final class WaitingTable {
    /** An event that is told again begins anew, whatever became of it. */
    private static final String ADD = """
            INSERT INTO webhook_delivery AS d (hook_id, event_id, transaction_id, ordering, customer, sequence_number,
                type, record_millis, is_replay, state, next_attempt_millis, body)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
            ON CONFLICT (hook_id, event_id) DO UPDATE SET
                transaction_id = excluded.transaction_id, ordering = excluded.ordering,
                is_replay = excluded.is_replay, state = 1, attempts = 0, first_attempt_millis = 0,
                next_attempt_millis = excluded.next_attempt_millis, lease_millis = 0, last_status = 0,
                last_error = '', end_millis = 0, body = excluded.body
            """;

    private static final String COUNT = "SELECT count(*) FROM webhook_delivery WHERE hook_id = ? AND state = 1";
    private static final String FORGET =
            "DELETE FROM webhook_delivery WHERE hook_id = ? AND state = 1 AND record_millis >= ?";
    private static final String ANEW = """
            UPDATE webhook_delivery SET first_attempt_millis = 0, attempts = 0, next_attempt_millis = ?
            WHERE hook_id = ? AND state = 1
            """;

    private WaitingTable() {}

    static void add(Connection connection, long hookId, Collection<EventDraft> events, long nowMillis)
            throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (EventDraft event : events) {
                statement.setLong(1, hookId);
                statement.setString(2, event.eventId());
                statement.setLong(3, event.place().transaction());
                statement.setLong(4, event.place().ordering());
                statement.setString(5, event.customer());
                statement.setLong(6, event.sequenceNumber());
                statement.setInt(7, event.type());
                statement.setLong(8, event.recordMillis());
                statement.setBoolean(9, event.isReplay());
                statement.setLong(10, nowMillis);
                statement.setString(11, event.body());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** How many of a webhook wait. */
    static int count(Connection connection, long hookId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setLong(1, hookId);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    /** Forgets what waits and was recorded from then on, because it will be read again. */
    static void forget(Connection connection, long hookId, long fromMillis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setLong(1, hookId);
            statement.setLong(2, fromMillis);
            statement.executeUpdate();
        }
    }

    /** Gives what waits all the time that new ones have. */
    static void beginAnew(Connection connection, long hookId, long nowMillis) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ANEW)) {
            statement.setLong(1, nowMillis);
            statement.setLong(2, hookId);
            statement.executeUpdate();
        }
    }
}
