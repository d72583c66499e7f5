package dev.giveback.feedback.directory;

import dev.giveback.feedback.journal.PersistenceIds;
import dev.giveback.platform.feed.FeedException;
import dev.giveback.platform.feed.FeedOffset;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the projection goes on, asked whenever it starts: at the marker, or at the beginning of the journal when the tables do not fit it, which are
 * emptied then. So a read model that was lost, or whose journal was imported anew, tells itself from the start.
 */
final class DirectoryPlace implements Supplier<FeedOffset> {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryPlace.class);

    private final DataSource tables;
    private volatile FeedOffset latest = FeedOffset.START;

    DirectoryPlace(DataSource tables) {
        this.tables = tables;
    }

    /** Where the projection of this node began last. */
    FeedOffset latest() {
        return latest;
    }

    @Override
    public FeedOffset get() {
        try (Connection connection = tables.getConnection()) {
            connection.setAutoCommit(false);
            FeedOffset place = place(connection);
            connection.commit();
            latest = place;
            return place;
        } catch (SQLException e) {
            throw new FeedException("the place of the read model could not be read", e);
        }
    }

    private static FeedOffset place(Connection connection) throws SQLException {
        Optional<FeedOffset> place = DirectoryMarker.locked(connection);
        Optional<String> problem = DirectoryMarker.problem(connection);
        if (place.isPresent() && problem.isEmpty()) {
            return place.get();
        }
        if (place.isPresent()) {
            LOG.warn("read model of contacts: {}; it is told anew from the journal", problem.orElse(""));
        }
        DirectoryMarker.begin(connection, PersistenceIds.CONTACT_PREFIX);
        return FeedOffset.START;
    }
}
