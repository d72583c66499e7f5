package dev.giveback.loyalty.shards;

import com.google.protobuf.util.Durations;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import dev.giveback.platform.node.Followed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the merging of one shard is. */
record ShardStanding(JournalShard shard, DataSource home, Executor blocking) implements Followed {
    private static final Logger LOG = LoggerFactory.getLogger(ShardStanding.class);
    private static final int MOST = 100_000;
    private static final Duration LONG_AGO = Duration.ofMinutes(1);

    private static final String LAG = """
            SELECT count(*), (extract(epoch FROM clock_timestamp()) * 1000)::bigint - min(write_timestamp)
            FROM (SELECT write_timestamp FROM event_journal WHERE (transaction_id, ordering) > (?::text::xid8, ?)
                ORDER BY event_journal.transaction_id, event_journal.ordering LIMIT ?) AS later
            """;

    @Override
    public String name() {
        return "journal-shard-" + shard.number();
    }

    @Override
    public Projection standing() throws SQLException {
        ShardTable.Row known = known();
        Projection.Builder standing = Projection.newBuilder()
                .setName(name())
                .setTitle("Brings the events of journal shard " + shard.number() + " into the journal of the service.")
                .setPlace(known.place().toString());
        boolean isBehind = isBehind(known, standing);
        return standing.setState(
                        known.isPaused()
                                ? ProjectionState.PROJECTION_STATE_PAUSED
                                : isBehind
                                        ? ProjectionState.PROJECTION_STATE_BEHIND
                                        : ProjectionState.PROJECTION_STATE_RUNNING)
                .build();
    }

    /** One that does not answer, or has not what was merged, is behind by nobody knows how much. */
    private boolean isBehind(ShardTable.Row known, Projection.Builder standing) {
        try (Connection connection = shard.source().getConnection()) {
            ShardPlace.expectReached(shard, connection, known.place());
            return lag(connection, known, standing).compareTo(LONG_AGO) > 0;
        } catch (SQLException | IllegalStateException gone) {
            LOG.debug("{} does not tell how far it is.", name(), gone);
            return true;
        }
    }

    private static Duration lag(Connection connection, ShardTable.Row known, Projection.Builder standing)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LAG)) {
            statement.setString(1, Long.toString(known.place().transactionId()));
            statement.setLong(2, known.place().ordering());
            statement.setInt(3, MOST);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                standing.setLagEvents(row.getLong(1));
                if (row.getLong(1) == 0) {
                    return Duration.ZERO;
                }
                Duration behind = Duration.ofMillis(Math.max(0, row.getLong(2)));
                standing.setLagTime(Durations.fromMillis(behind.toMillis()));
                return behind;
            }
        }
    }

    private ShardTable.Row known() throws SQLException {
        try (Connection connection = home.getConnection()) {
            return new ShardTable(connection)
                    .find(shard.number())
                    .orElseThrow(() -> new SQLException("journal shard " + shard.number() + " is not known"));
        }
    }

    @Override
    public CompletionStage<Boolean> pause(boolean paused) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Connection connection = home.getConnection()) {
                        new ShardTable(connection).pause(shard.number(), paused);
                        return true;
                    } catch (SQLException failed) {
                        throw new IllegalStateException(name() + " could not be paused or resumed", failed);
                    }
                },
                blocking);
    }
}
