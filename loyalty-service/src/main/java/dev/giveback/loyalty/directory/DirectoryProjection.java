package dev.giveback.loyalty.directory;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.projection.ProjectionBehavior;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedHandler;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedProjections;
import dev.giveback.platform.feed.FeedSourceProvider;
import dev.giveback.platform.feed.JournalFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Keeps the directory up with the journal: a group of events becomes one statement, in the transaction that moves the marker.
 *
 * <p>It goes on where the marker stands, so the offset that Akka keeps beside is for readers only. It stops at an event that it cannot
 * trust (out of order, unreadable, of an unknown kind), says that something is wrong, and tries again after a pause: a directory that is
 * behind is better than one that is wrong. While the tables are lost it waits for the {@link DirectoryRecovery}.
 */
public final class DirectoryProjection implements FeedHandler {
    /** Its name, under which its offset is kept. */
    public static final String NAME = "customer-directory";

    private final Runnable doubt;

    /** @param doubt told when the tables do not take what the journal holds */
    DirectoryProjection(Runnable doubt) {
        this.doubt = doubt;
    }

    /** Without anybody to tell. */
    static ActorRef<ProjectionBehavior.Command> start(ActorSystem<?> system, JournalFeed feed, DataSource tables) {
        return start(system, feed, tables, () -> {});
    }

    /**
     * Starts it, once in the cluster; it goes on where it stopped.
     *
     * @param feed over the journal of the schema
     * @param tables connections that find the directory's tables and the offset tables; two at most are taken at once
     * @param doubt told when the tables do not take what the journal holds; it must not block
     * @return where {@link ProjectionBehavior#stopMessage()} goes to stop it; it ends with the actor system too
     */
    public static ActorRef<ProjectionBehavior.Command> start(
            ActorSystem<?> system, JournalFeed feed, DataSource tables, Runnable doubt) {
        Supplier<FeedOffset> place = new DirectoryPlace(tables);
        return FeedProjections.start(
                system,
                NAME,
                new FeedSourceProvider(feed, CustomerKey.PREFIX, place),
                tables,
                new DirectoryProjection(doubt));
    }

    @Override
    public void apply(Connection connection, List<FeedEnvelope> envelopes) throws SQLException {
        try {
            applyNew(connection, envelopes);
        } catch (IllegalStateException untrusted) {
            doubt.run();
            throw untrusted;
        }
    }

    private static void applyNew(Connection connection, List<FeedEnvelope> envelopes) throws SQLException {
        DirectoryMarker marker = DirectoryMarker.locked(connection);
        if (marker == null || marker.isLost()) {
            throw new IllegalStateException("the directory: lost (expected: one that fits the journal)");
        }
        // A rebuild may have moved the marker past what this stream had read already.
        List<FeedEnvelope> unseen = envelopes.stream()
                .filter(envelope -> envelope.offset().compareTo(marker.offset()) > 0)
                .toList();
        if (!unseen.isEmpty()) {
            Collection<CustomerChange> changes = CustomerChanges.of(unseen);
            DirectoryStatement.apply(connection, TableNames.LIVE, changes);
            SagaStatement.apply(connection, TableNames.LIVE, changes);
            marker.after(unseen.getLast().offset(), changes).store(connection);
        }
    }
}
