package dev.giveback.platform.node;

import akka.actor.typed.ActorSystem;
import com.google.protobuf.util.Durations;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedProjections;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/**
 * A projection of the service's own journal.
 *
 * @param system on which it was started
 * @param name under which it was started
 * @param title what it does, in a sentence
 * @param prefix of the persistence ids that it takes
 * @param tables connections that find the journal and the offset tables
 */
public record JournalProjection(ActorSystem<?> system, String name, String title, String prefix, DataSource tables)
        implements Followed {
    /** Rows are looked at up to this many: more is far behind in any case. */
    private static final int MOST = 100_000;

    private static final Duration LONG_AGO = Duration.ofMinutes(1);

    private static final String PLACE = """
            SELECT coalesce((SELECT current_offset FROM akka_projection_offset_store WHERE projection_name = ?), ''),
                coalesce((SELECT paused FROM akka_projection_management WHERE projection_name = ?), false)
            """;

    private static final String LAG = """
            SELECT count(*), (extract(epoch FROM clock_timestamp()) * 1000)::bigint - min(write_timestamp)
            FROM (SELECT persistence_id, write_timestamp FROM event_journal
                WHERE (transaction_id, ordering) > (?::text::xid8, ?)
                ORDER BY event_journal.transaction_id, event_journal.ordering LIMIT ?) AS later
            WHERE persistence_id ^@ ?
            """;

    @Override
    public CompletionStage<Boolean> pause(boolean paused) {
        return FeedProjections.pause(system, name, paused);
    }

    @Override
    public Projection standing() throws SQLException {
        try (Connection connection = tables.getConnection()) {
            Projection.Builder standing = Projection.newBuilder().setName(name).setTitle(title);
            boolean paused = place(connection, standing);
            Duration behind = lag(connection, standing);
            return standing.setState(
                            paused
                                    ? ProjectionState.PROJECTION_STATE_PAUSED
                                    : behind.compareTo(LONG_AGO) > 0
                                            ? ProjectionState.PROJECTION_STATE_BEHIND
                                            : ProjectionState.PROJECTION_STATE_RUNNING)
                    .build();
        }
    }

    private boolean place(Connection connection, Projection.Builder standing) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(PLACE)) {
            statement.setString(1, name);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                standing.setPlace(row.getString(1));
                return row.getBoolean(2);
            }
        }
    }

    private Duration lag(Connection connection, Projection.Builder standing) throws SQLException {
        FeedOffset at = standing.getPlace().isEmpty() ? FeedOffset.START : FeedOffset.parse(standing.getPlace());
        try (PreparedStatement statement = connection.prepareStatement(LAG)) {
            statement.setString(1, Long.toString(at.transactionId()));
            statement.setLong(2, at.ordering());
            statement.setInt(3, MOST);
            statement.setString(4, prefix);
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
}
