package dev.giveback.feedback.deliveries;

import dev.giveback.feedback.hooks.Hook;
import dev.giveback.feedback.hooks.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How far all webhooks are, in the table {@code webhook}. Every change runs in the transaction that is open. */
final class HookTable {
    /** Clocks of services differ a little: what was recorded so long before a webhook was created is not passed over. */
    static final long CLOCKS_DIFFER_MILLIS = 60_000;

    private static final String COLUMNS = "hook_id, program, webhook, created_millis, is_live, resume_token,"
            + " transaction_id, ordering, read_millis, start_millis, state_millis, replay_number,"
            + " replay_transaction_id, replay_ordering";
    private static final String ALL = "SELECT " + COLUMNS + " FROM webhook ORDER BY hook_id";
    private static final String LOCK = "SELECT " + COLUMNS + " FROM webhook WHERE hook_id = ? FOR UPDATE";
    private static final String LIVE = "SELECT " + COLUMNS + " FROM webhook WHERE is_live ORDER BY hook_id FOR UPDATE";
    private static final String ADD = """
            INSERT INTO webhook (program, webhook, created_millis, is_live, resume_token, transaction_id, ordering,
                read_millis, start_millis, state_millis, replay_number, replay_transaction_id, replay_ordering)
            VALUES (?, ?, ?, false, ?, ?, ?, ?, ?, ?, 0, 0, 0)
            ON CONFLICT DO NOTHING
            """;
    private static final String REMOVE = "DELETE FROM webhook WHERE hook_id = ?";
    private static final String MOVE = """
            UPDATE webhook SET is_live = ?, resume_token = ?, transaction_id = ?, ordering = ?,
                read_millis = greatest(read_millis, ?)
            WHERE hook_id = ?
            """;
    private static final String MOVE_ALL = "UPDATE webhook SET resume_token = ?, transaction_id = ?, ordering = ?,"
            + " replay_transaction_id = 0, replay_ordering = 0";
    private static final String ACTIVATE =
            "UPDATE webhook SET state_millis = ?, failing_since_millis = 0 WHERE hook_id = ?";
    private static final String REPLAYED = "UPDATE webhook SET replay_number = ? WHERE hook_id = ?";
    private static final String REPLAY = """
            UPDATE webhook SET is_live = false, resume_token = '', transaction_id = 0, ordering = 0,
                read_millis = ?, start_millis = ?, replay_number = ?, replay_transaction_id = ?, replay_ordering = ?
            WHERE hook_id = ?
            """;

    private HookTable() {}

    static List<HookRow> all(Connection connection) throws SQLException {
        return read(connection, ALL);
    }

    /** Those that are told by the feed of all, locked. */
    static List<HookRow> live(Connection connection) throws SQLException {
        return read(connection, LIVE);
    }

    /** One of them, locked; none when it is there no more. */
    static List<HookRow> lock(Connection connection, long hookId) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setLong(1, hookId);
            return rows(statement);
        }
    }

    private static List<HookRow> read(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return rows(statement);
        }
    }

    private static List<HookRow> rows(PreparedStatement statement) throws SQLException {
        List<HookRow> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new HookRow(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getBoolean(5),
                        new Place(row.getString(6), row.getLong(7), row.getLong(8)),
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11),
                        row.getLong(12),
                        new Place("", row.getLong(13), row.getLong(14))));
            }
        }
        return found;
    }

    static void add(Connection connection, Hook hook) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            statement.setString(1, hook.program());
            statement.setString(2, hook.id());
            statement.setLong(3, hook.createdMillis());
            statement.setString(4, hook.start().token());
            statement.setLong(5, hook.start().transaction());
            statement.setLong(6, hook.start().ordering());
            statement.setLong(7, hook.createdMillis());
            statement.setLong(8, hook.createdMillis() - CLOCKS_DIFFER_MILLIS);
            statement.setLong(9, hook.createdMillis());
            statement.executeUpdate();
        }
    }

    static void remove(Connection connection, long hookId) throws SQLException {
        update(connection, REMOVE, hookId);
    }

    static void move(Connection connection, long hookId, boolean isLive, Place place, long readMillis)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE)) {
            statement.setBoolean(1, isLive);
            statement.setString(2, place.token());
            statement.setLong(3, place.transaction());
            statement.setLong(4, place.ordering());
            statement.setLong(5, readMillis);
            statement.setLong(6, hookId);
            statement.executeUpdate();
        }
    }

    /** Takes all to one place, because the places that they had are of another journal. */
    static void moveAll(Connection connection, Place place) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MOVE_ALL)) {
            statement.setString(1, place.token());
            statement.setLong(2, place.transaction());
            statement.setLong(3, place.ordering());
            statement.executeUpdate();
        }
    }

    static void setState(Connection connection, long hookId, long stateMillis) throws SQLException {
        update(connection, ACTIVATE, stateMillis, hookId);
    }

    /** The replay is no way back: what it asks for will be read anyhow. */
    static void setReplayed(Connection connection, long hookId, long number) throws SQLException {
        update(connection, REPLAYED, number, hookId);
    }

    /** Begins at the beginning, passing over what was recorded before {@code startMillis}. */
    static void replay(Connection connection, long hookId, long number, long startMillis, Place end)
            throws SQLException {
        update(connection, REPLAY, startMillis, startMillis, number, end.transaction(), end.ordering(), hookId);
    }

    private static void update(Connection connection, String sql, long... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }
}
