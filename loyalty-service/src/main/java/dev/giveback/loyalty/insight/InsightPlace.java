package dev.giveback.loyalty.insight;

import dev.giveback.platform.feed.FeedException;
import dev.giveback.platform.feed.FeedOffset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the projection goes on, asked whenever it starts: at the marker, or at the beginning of the journal when the tables do not add up or are to be
 * counted anew, which are emptied then.
 */
final class InsightPlace implements Supplier<FeedOffset> {
    private static final Logger LOG = LoggerFactory.getLogger(InsightPlace.class);

    private final DataSource tables;

    InsightPlace(DataSource tables) {
        this.tables = tables;
    }

    @Override
    public FeedOffset get() {
        try (Connection connection = tables.getConnection()) {
            connection.setAutoCommit(false);
            FeedOffset place = place(connection);
            connection.commit();
            return place;
        } catch (SQLException e) {
            throw new FeedException("the place of the figures could not be read", e);
        }
    }

    private static FeedOffset place(Connection connection) throws SQLException {
        @Nullable InsightMarker marker = InsightMarker.locked(connection);
        Optional<String> problem = InsightFit.problem(connection);
        if (marker != null && problem.isEmpty()) {
            return marker.offset();
        }
        if (marker != null) {
            LOG.warn("figures: {}; they are counted anew from the journal", problem.orElse(""));
        }
        InsightMarker.begin(connection);
        return FeedOffset.START;
    }
}
