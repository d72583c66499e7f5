package dev.giveback.platform.node;

import com.google.protobuf.util.Durations;
import dev.giveback.operations.v1.Projection;
import dev.giveback.operations.v1.ProjectionState;
import dev.giveback.platform.tail.FeedStanding;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/**
 * The reader of another service's feed. How many events it has not taken only that service could tell; what is known is when it had taken all of them last.
 *
 * @param name under which it stands in {@code feed_standing}
 * @param title what it does, in a sentence
 * @param place a query for the place that it has reached, of one text
 * @param tables connections that find its tables
 * @param blocking whose threads may take their time
 */
public record ForeignFeed(String name, String title, String place, DataSource tables, Executor blocking)
        implements Followed {
    /** It says that it is current every 5 s. */
    private static final Duration CURRENT = Duration.ofSeconds(15);

    private static final Duration LONG_AGO = Duration.ofMinutes(1);

    /**
     * One whose place is kept by a {@code FeedReader}.
     *
     * @param name of its feed, which is letters and hyphens
     */
    public static ForeignFeed ofReader(String name, String title, DataSource tables, Executor blocking) {
        String place = "SELECT resume_token FROM feed_progress WHERE reader = '" + name + "'";
        return new ForeignFeed(name, title, place, tables, blocking);
    }

    @Override
    public CompletionStage<Boolean> pause(boolean paused) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (Connection connection = tables.getConnection()) {
                        FeedStanding.pause(connection, name, paused);
                        return true;
                    } catch (SQLException failed) {
                        throw new CompletionException(failed);
                    }
                },
                blocking);
    }

    @Override
    public Projection standing() throws SQLException {
        try (Connection connection = tables.getConnection()) {
            FeedStanding standing = FeedStanding.read(connection, name);
            Projection.Builder projection =
                    Projection.newBuilder().setName(name).setTitle(title).setPlace(place(connection));
            Duration behind = Duration.ofMillis(Math.max(0, standing.nowMillis() - standing.currentMillis()));
            // One that never was current is behind by a time that nobody knows.
            if (standing.currentMillis() > 0 && behind.compareTo(CURRENT) > 0) {
                projection.setLagTime(Durations.fromMillis(behind.toMillis()));
            }
            return projection.setState(state(standing, behind)).build();
        }
    }

    private static ProjectionState state(FeedStanding standing, Duration behind) {
        if (standing.paused()) {
            return ProjectionState.PROJECTION_STATE_PAUSED;
        }
        return behind.compareTo(LONG_AGO) > 0
                ? ProjectionState.PROJECTION_STATE_BEHIND
                : ProjectionState.PROJECTION_STATE_RUNNING;
    }

    private String place(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(place);
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
