package dev.giveback.feedback.deliveries;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Deliveries that are due, and what becomes of them. Of each customer only the earliest one that is pending can be due, and one node at a time has it in
 * hand: so a customer's events go out in order, whoever delivers.
 */
final class DueTable {
    private static final String HOOKS = """
            SELECT w.hook_id, w.program, w.webhook, w.created_millis FROM webhook w
            WHERE EXISTS (SELECT 1 FROM webhook_delivery d
                WHERE d.hook_id = w.hook_id AND d.state = 1 AND d.next_attempt_millis <= ?)
            """;
    private static final String TAKE = """
            UPDATE webhook_delivery d SET lease_millis = ?
            FROM (
                SELECT h.event_id FROM (
                    SELECT DISTINCT ON (customer)
                        event_id, customer, transaction_id, ordering, next_attempt_millis, lease_millis
                    FROM webhook_delivery WHERE hook_id = ? AND state = 1
                    ORDER BY customer, transaction_id, ordering) h
                WHERE h.next_attempt_millis <= ? AND h.lease_millis <= ?
                    AND NOT (? AND EXISTS (SELECT 1 FROM webhook_delivery e
                        WHERE e.hook_id = ? AND e.state = 3 AND e.customer = h.customer
                            AND (e.transaction_id, e.ordering) < (h.transaction_id, h.ordering)))
                ORDER BY h.next_attempt_millis, h.transaction_id, h.ordering
                LIMIT ?) due
            WHERE d.hook_id = ? AND d.event_id = due.event_id AND d.state = 1 AND d.lease_millis <= ?
            RETURNING d.event_id, d.body, d.attempts, d.first_attempt_millis
            """;
    private static final String END = """
            UPDATE webhook_delivery SET state = ?, attempts = attempts + 1, last_attempt_millis = ?,
                first_attempt_millis = CASE first_attempt_millis WHEN 0 THEN ? ELSE first_attempt_millis END,
                next_attempt_millis = ?, last_status = ?, last_error = ?, end_millis = ?, lease_millis = 0,
                body = CASE WHEN ? THEN NULL ELSE body END
            WHERE hook_id = ? AND event_id = ? AND lease_millis = ?
            """;
    private static final String WELL = """
            UPDATE webhook SET last_success_millis = ?, failing_since_millis = 0, last_error = ''
            WHERE hook_id = ? AND (last_success_millis < ? OR failing_since_millis <> 0)
            """;
    private static final String FAILED = """
            UPDATE webhook SET last_error = ?,
                failing_since_millis = CASE failing_since_millis WHEN 0 THEN ? ELSE failing_since_millis END
            WHERE hook_id = ?
            RETURNING failing_since_millis
            """;
    private static final int TEXT_LIMIT = 200;

    private final DataSource source;

    DueTable(DataSource source) {
        this.source = source;
    }

    /** A webhook for which something may be due. */
    record DueHook(long hookId, String program, String webhook, long createdMillis) {}

    /** What became of a try: its number in the published {@code DeliveryState}. */
    enum Outcome {
        /** It is tried again. */
        PENDING(1),
        /** The receiver took it. */
        DELIVERED(2),
        /** It is given up. */
        DEAD(3);

        private final int number;

        Outcome(int number) {
            this.number = number;
        }
    }

    /**
     * A try that has ended.
     *
     * @param nextMillis when it is tried again, if it is
     * @param status of HTTP; 0 without one
     * @param error empty without one
     */
    record Ended(Outcome outcome, long nowMillis, long nextMillis, int status, String error) {}

    /** Those for which something may be due. */
    List<DueHook> hooks(long nowMillis) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(HOOKS)) {
            statement.setLong(1, nowMillis);
            List<DueHook> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new DueHook(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)));
                }
            }
            return found;
        }
    }

    /**
     * Takes some that are due in hand.
     *
     * @param holds whether a customer's wait for one that was given up
     */
    List<InHand> take(long hookId, boolean holds, long nowMillis, long leaseMillis, int most) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(TAKE)) {
            statement.setLong(1, leaseMillis);
            statement.setLong(2, hookId);
            statement.setLong(3, nowMillis);
            statement.setLong(4, nowMillis);
            statement.setBoolean(5, holds);
            statement.setLong(6, hookId);
            statement.setInt(7, most);
            statement.setLong(8, hookId);
            statement.setLong(9, nowMillis);
            List<InHand> taken = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    taken.add(new InHand(
                            hookId, row.getString(1), row.getString(2), row.getInt(3), row.getLong(4), leaseMillis));
                }
            }
            return taken;
        }
    }

    /** Records what became of a try; false when it is no longer in hand, because it took too long or is told again meanwhile. */
    boolean end(InHand delivery, Ended ended) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(END)) {
            boolean isOver = ended.outcome() != Outcome.PENDING;
            statement.setInt(1, ended.outcome().number);
            statement.setLong(2, ended.nowMillis());
            statement.setLong(3, ended.nowMillis());
            statement.setLong(4, ended.nextMillis());
            statement.setInt(5, ended.status());
            statement.setString(
                    6,
                    ended.error()
                            .substring(0, Math.min(TEXT_LIMIT, ended.error().length())));
            statement.setLong(7, isOver ? ended.nowMillis() : 0);
            statement.setBoolean(8, ended.outcome() == Outcome.DELIVERED);
            statement.setLong(9, delivery.hookId());
            statement.setString(10, delivery.eventId());
            statement.setLong(11, delivery.leaseMillis());
            return statement.executeUpdate() == 1;
        }
    }

    /** A call went well. That is noted once a second at most. */
    void well(long hookId, long nowMillis) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(WELL)) {
            statement.setLong(1, nowMillis);
            statement.setLong(2, hookId);
            statement.setLong(3, nowMillis - 1_000);
            statement.executeUpdate();
        }
    }

    /** A call went wrong. Returns since when all have. */
    long failed(long hookId, long nowMillis, String error) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(FAILED)) {
            statement.setString(1, error);
            statement.setLong(2, nowMillis);
            statement.setLong(3, hookId);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : nowMillis;
            }
        }
    }
}
