package dev.giveback.loyalty.directory;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.projection.ProjectionBehavior;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedHandler;
import dev.giveback.platform.feed.FeedProjections;
import dev.giveback.platform.feed.JournalFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Keeps the directory up with the journal: a group of events becomes one statement, in the transaction that keeps the offset.
 *
 * <p>It stops at an event that it cannot trust (out of order, unreadable, of an unknown kind) and tries again after a pause: a
 * directory that is behind is better than one that is wrong. To build it again, stop it, empty {@code customer_directory},
 * {@code program_totals} and {@code saga_under_way}, delete its row of {@code akka_projection_offset_store}, all in one transaction, and start it.
 */
public final class DirectoryProjection implements FeedHandler {
    /** Its name, under which its offset is kept. */
    public static final String NAME = "customer-directory";

    DirectoryProjection() {}

    /**
     * Starts it, once in the cluster; it goes on where it stopped.
     *
     * @param feed over the journal of the schema
     * @param tables connections that find the directory's tables and the offset tables; two at most are taken at once
     * @return where {@link ProjectionBehavior#stopMessage()} goes to stop it; it ends with the actor system too
     */
    public static ActorRef<ProjectionBehavior.Command> start(
            ActorSystem<?> system, JournalFeed feed, DataSource tables) {
        return FeedProjections.start(system, NAME, feed, CustomerKey.PREFIX, tables, new DirectoryProjection());
    }

    @Override
    public void apply(Connection connection, List<FeedEnvelope> envelopes) throws SQLException {
        Collection<CustomerChange> changes = changes(envelopes);
        DirectoryStatement.apply(connection, changes);
        SagaStatement.apply(connection, changes);
    }

    private static Collection<CustomerChange> changes(List<FeedEnvelope> envelopes) {
        Map<String, CustomerChange> changes = new HashMap<>();
        for (FeedEnvelope envelope : envelopes) {
            String id = envelope.persistenceId();
            CustomerChange change =
                    changes.computeIfAbsent(id, unseen -> new CustomerChange(CustomerKey.parse(unseen)));
            change.add(envelope.sequenceNumber(), event(envelope));
        }
        return changes.values();
    }

    private static CustomerEvent event(FeedEnvelope envelope) {
        if (envelope.serializerId() != JournalSerializer.IDENTIFIER
                || !envelope.manifest().equals(JournalSerializer.CUSTOMER_EVENT)) {
            throw new IllegalStateException(named(envelope) + ": stored as " + envelope.serializerId() + " "
                    + envelope.manifest() + " (expected: " + JournalSerializer.IDENTIFIER + " "
                    + JournalSerializer.CUSTOMER_EVENT + ")");
        }
        try {
            return CustomerEvent.parseFrom(
                    JournalRecord.parseFrom(envelope.payload()).getEvent());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(named(envelope) + ": not readable", e);
        }
    }

    private static String named(FeedEnvelope envelope) {
        return "event of " + envelope.persistenceId() + " with sequence number " + envelope.sequenceNumber();
    }
}
