package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.hooks.Hook;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Deliveries of a webhook as they are looked at, and what is done to them by hand. */
public final class DeliveryTable {
    /** Number of the state of what waits. */
    public static final int PENDING = 1;
    /** Number of the state of dead letters. */
    public static final int DEAD = 3;
    /** Number of the state of those that are not needed. */
    public static final int SKIPPED = 4;

    private static final String COLUMNS = "event_id, customer, type, sequence_number, record_millis, state, attempts,"
            + " next_attempt_millis, last_attempt_millis, last_status, last_error, is_replay, transaction_id, ordering";
    private static final String OF =
            "hook_id = (SELECT hook_id FROM webhook" + " WHERE program = ? AND webhook = ? AND created_millis = ?)";
    private static final String GET = "SELECT " + COLUMNS + " FROM webhook_delivery WHERE " + OF + " AND event_id = ?";
    private static final String LIST = "SELECT " + COLUMNS + " FROM webhook_delivery WHERE " + OF
            + " AND (transaction_id, ordering) < (?, ?) AND (? = 0 OR state = ?) AND (? = '' OR customer = ?)"
            + " ORDER BY transaction_id DESC, ordering DESC LIMIT ?";
    private static final String RETRY = "UPDATE webhook_delivery SET state = 1, attempts = 0, first_attempt_millis = 0,"
            + " next_attempt_millis = ?, lease_millis = 0, end_millis = 0 WHERE " + OF
            + " AND event_id = ? AND state = 3";
    private static final String HURRY =
            "UPDATE webhook_delivery SET next_attempt_millis = least(?, next_attempt_millis)" + " WHERE " + OF
                    + " AND event_id = ? AND state = 1";
    private static final String RETRY_ALL = "UPDATE webhook_delivery SET state = 1, attempts = 0,"
            + " first_attempt_millis = 0, next_attempt_millis = ?, lease_millis = 0, end_millis = 0 WHERE " + OF
            + " AND state = 3";
    private static final String SKIP = "UPDATE webhook_delivery SET state = 4, end_millis = ?, body = NULL WHERE " + OF
            + " AND event_id = ? AND state = 3";
    private static final String PROGRESS = """
            SELECT w.is_live,
                (w.replay_transaction_id, w.replay_ordering) > (w.transaction_id, w.ordering) AND NOT w.is_live,
                (SELECT count(*) FROM webhook_delivery d WHERE d.hook_id = w.hook_id AND d.state = 1),
                (SELECT count(*) FROM webhook_delivery d WHERE d.hook_id = w.hook_id AND d.state = 3),
                (SELECT coalesce(min(d.record_millis), 0) FROM webhook_delivery d
                    WHERE d.hook_id = w.hook_id AND d.state = 1),
                w.last_success_millis, w.failing_since_millis, w.last_error
            FROM webhook w WHERE w.program = ? AND w.webhook = ? AND w.created_millis = ?
            """;

    private final DataSource source;

    /** Over these connections. */
    public DeliveryTable(DataSource source) {
        this.source = source;
    }

    /**
     * Which deliveries are asked for.
     *
     * @param state number of the state; 0 for all
     * @param customer without the program; empty for all
     * @param transaction only what is before this place
     * @param ordering only what is before this place
     */
    public record Filter(int state, String customer, long transaction, long ordering) {}

    /** One delivery. */
    public Optional<DeliveryEntry> get(Hook hook, String eventId) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(GET)) {
            statement.setString(hook(statement, 1, hook), eventId);
            return entries(statement).stream().findFirst();
        }
    }

    /** A page, the latest first. */
    public List<DeliveryEntry> list(Hook hook, Filter filter, int most) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(LIST)) {
            int next = hook(statement, 1, hook);
            statement.setLong(next++, filter.transaction());
            statement.setLong(next++, filter.ordering());
            statement.setInt(next++, filter.state());
            statement.setInt(next++, filter.state());
            statement.setString(next++, filter.customer());
            statement.setString(next++, filter.customer());
            statement.setInt(next, most);
            return entries(statement);
        }
    }

    /** Tries a dead letter again, or one that is pending at once. */
    public void retry(Hook hook, String eventId, long nowMillis) throws SQLException {
        change(RETRY, hook, eventId, nowMillis);
        change(HURRY, hook, eventId, nowMillis);
    }

    /** Tries all dead letters again; says how many. */
    public int retryAll(Hook hook, long nowMillis) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(RETRY_ALL)) {
            statement.setLong(1, nowMillis);
            hook(statement, 2, hook);
            return statement.executeUpdate();
        }
    }

    /** Decides that a dead letter is not needed. */
    public void skip(Hook hook, String eventId, long nowMillis) throws SQLException {
        change(SKIP, hook, eventId, nowMillis);
    }

    /** How far it is. */
    public ProgressEntry progress(Hook hook) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(PROGRESS)) {
            hook(statement, 1, hook);
            try (ResultSet row = statement.executeQuery()) {
                return !row.next()
                        ? ProgressEntry.NONE
                        : new ProgressEntry(
                                row.getBoolean(1),
                                row.getBoolean(2),
                                row.getLong(3),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getString(8));
            }
        }
    }

    private void change(String sql, Hook hook, String eventId, long nowMillis) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, nowMillis);
            statement.setString(hook(statement, 2, hook), eventId);
            statement.executeUpdate();
        }
    }

    /** Sets which webhook; returns the number of the next parameter. */
    private static int hook(PreparedStatement statement, int first, Hook hook) throws SQLException {
        statement.setString(first, hook.program());
        statement.setString(first + 1, hook.id());
        statement.setLong(first + 2, hook.createdMillis());
        return first + 3;
    }

    private static List<DeliveryEntry> entries(PreparedStatement statement) throws SQLException {
        List<DeliveryEntry> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new DeliveryEntry(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getInt(6),
                        row.getInt(7),
                        row.getLong(8),
                        row.getLong(9),
                        row.getInt(10),
                        row.getString(11),
                        row.getBoolean(12),
                        row.getLong(13),
                        row.getLong(14)));
            }
        }
        return found;
    }
}
