package dev.giveback.platform.feed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a projection does with events: it changes tables over the connection that it is given, and nothing else. The same
 * transaction keeps the offset, so each event takes effect exactly once, whatever fails and however often it is tried.
 */
@FunctionalInterface
public interface FeedHandler {

    /**
     * Applies {@code envelopes}, in order. It must not commit, roll back or close; whatever it throws undoes them all, and
     * they come again after a pause.
     */
    void apply(Connection connection, List<FeedEnvelope> envelopes) throws SQLException;

    /** A handler that takes one event at a time; they still share a transaction. */
    static FeedHandler each(Each handler) {
        return (connection, envelopes) -> {
            for (FeedEnvelope envelope : envelopes) {
                handler.apply(connection, envelope);
            }
        };
    }

    /** What to do with one event. */
    @FunctionalInterface
    interface Each {
        /** Applies {@code envelope}; the rules of {@link FeedHandler#apply} hold. */
        void apply(Connection connection, FeedEnvelope envelope) throws SQLException;
    }
}
