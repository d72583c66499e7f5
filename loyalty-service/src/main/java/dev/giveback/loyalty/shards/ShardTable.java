package dev.giveback.loyalty.shards;

import dev.giveback.platform.feed.FeedOffset;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table in the service's own journal that knows the shards, on one connection. */
final class ShardTable {
    private static final String READ =
            "SELECT number, id, shard_count, transaction_id, ordering, is_filled, is_paused FROM journal_shard";
    private static final String ADD = "INSERT INTO journal_shard (number, id, shard_count) VALUES (?, ?, ?)";
    private static final String MOVE = "UPDATE journal_shard SET transaction_id = ?, ordering = ? WHERE number = ?";
    private static final String FILLED =
            "UPDATE journal_shard SET transaction_id = ?, ordering = ?, is_filled = true WHERE number = ?";
    private static final String PAUSE = "UPDATE journal_shard SET is_paused = ? WHERE number = ?";
    /** From now on nothing but what comes from a shard is stored as a customer's event. */
    private static final String FENCE = """
            CREATE TRIGGER event_of_no_shard BEFORE INSERT ON event_journal FOR EACH ROW
            WHEN (NEW.persistence_id ^@ 'customer|') EXECUTE FUNCTION expect_journal_shard()
            """;

    private static final String HAS_FENCE = """
            SELECT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'event_of_no_shard' AND tgrelid = 'event_journal'::regclass)
            """;
    private static final String IS_THERE = "SELECT to_regclass('journal_shard') IS NOT NULL";

    private final Connection connection;

    ShardTable(Connection connection) {
        this.connection = connection;
    }

    /**
     * What is known of one.
     *
     * @param place up to which its rows are in the service's own journal
     * @param isFilled whether it has the events from before there were shards
     */
    record Row(int number, UUID id, int shardCount, FeedOffset place, boolean isFilled, boolean isPaused) {}

    /** Whether a database has this table: then it has a journal with shards, or is about to. */
    static boolean isIn(Connection connection) throws SQLException {
        return isTrue(connection, IS_THERE);
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Makes the fence again if it is gone, as it is when the journal was divided into parts. */
    void expectFence() throws SQLException {
        if (!all().isEmpty() && !isTrue(connection, HAS_FENCE)) {
            try (Statement fence = connection.createStatement()) {
                fence.execute(FENCE);
            }
        }
    }

    /** All, by their numbers. */
    List<Row> all() throws SQLException {
        return read(READ + " ORDER BY number");
    }

    /** One of them. */
    Optional<Row> find(int number) throws SQLException {
        return read(READ + " WHERE number = " + number).stream().findFirst();
    }

    /** The same, locked until the transaction ends. */
    Optional<Row> lock(int number) throws SQLException {
        return read(READ + " WHERE number = " + number + " FOR UPDATE").stream().findFirst();
    }

    private List<Row> read(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            List<Row> rows = new ArrayList<>();
            while (row.next()) {
                rows.add(new Row(
                        row.getInt(1),
                        row.getObject(2, UUID.class),
                        row.getInt(3),
                        new FeedOffset(row.getLong(4), row.getLong(5)),
                        row.getBoolean(6),
                        row.getBoolean(7)));
            }
            return rows;
        }
    }

    /** Makes so many with new ids, and the fence; it waits for writers under way. */
    void begin(int count) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD);
                Statement fence = connection.createStatement()) {
            for (int number = 1; number <= count; number++) {
                add.setInt(1, number);
                add.setObject(2, UUID.randomUUID());
                add.setInt(3, count);
                add.executeUpdate();
            }
            fence.execute(FENCE);
        }
    }

    void move(int number, FeedOffset place) throws SQLException {
        place(MOVE, number, place);
    }

    /** It has all earlier events of its customers, and whatever lies behind this place of its feed is new. */
    void filled(int number, FeedOffset place) throws SQLException {
        place(FILLED, number, place);
    }

    private void place(String sql, int number, FeedOffset place) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, place.transactionId());
            statement.setLong(2, place.ordering());
            statement.setInt(3, number);
            statement.executeUpdate();
        }
    }

    void pause(int number, boolean isPaused) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PAUSE)) {
            statement.setBoolean(1, isPaused);
            statement.setInt(2, number);
            statement.executeUpdate();
        }
    }
}
