package dev.giveback.loyalty.shards;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

/** What a database says of itself: which shard of which journal it is. */
record ShardIdentity(UUID id, int number, int shardCount) {
    private static final String READ = "SELECT id, number, shard_count FROM journal_shard_identity";
    private static final String WRITE = "INSERT INTO journal_shard_identity (id, number, shard_count) VALUES (?, ?, ?)";
    private static final String HAS_EVENTS = "SELECT EXISTS (SELECT FROM event_journal)";

    static ShardIdentity of(ShardTable.Row known) {
        return new ShardIdentity(known.id(), known.number(), known.shardCount());
    }

    /** Nothing when the database is none yet. */
    static Optional<ShardIdentity> read(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(READ);
                ResultSet row = statement.executeQuery()) {
            return row.next()
                    ? Optional.of(new ShardIdentity(row.getObject(1, UUID.class), row.getInt(2), row.getInt(3)))
                    : Optional.empty();
        }
    }

    static boolean hasEvents(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HAS_EVENTS);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    void write(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setObject(1, id);
            statement.setInt(2, number);
            statement.setInt(3, shardCount);
            statement.executeUpdate();
        }
    }
}
