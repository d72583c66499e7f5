package dev.giveback.feedback.directory;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.projection.ProjectionBehavior;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.journal.JournalSerializer;
import dev.giveback.feedback.journal.PersistenceIds;
import dev.giveback.journal.v1.ContactEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedHandler;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedProjections;
import dev.giveback.platform.feed.FeedSourceProvider;
import dev.giveback.platform.feed.JournalFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Keeps the read model up with the customers' journals, in the transaction that moves the marker. It goes on where the marker stands. At an event that
 * does not fit the tables it stops and starts again after a pause, and then the tables are looked at: see {@link DirectoryPlace}.
 */
public final class DirectoryProjection implements FeedHandler {
    /** Its name, under which Akka keeps an offset for readers. */
    public static final String NAME = "contact-directory";

    private final DirectoryPlace start;

    DirectoryProjection(DirectoryPlace start) {
        this.start = start;
    }

    /**
     * Starts it, once in the cluster; it goes on where it stopped.
     *
     * @param tables connections that find the read model's tables and the offset tables; two at most are taken at once
     * @return where {@link ProjectionBehavior#stopMessage()} goes to stop it; it ends with the actor system too
     */
    public static ActorRef<ProjectionBehavior.Command> start(
            ActorSystem<?> system, JournalFeed feed, DataSource tables) {
        DirectoryPlace start = new DirectoryPlace(tables);
        return FeedProjections.start(
                system,
                NAME,
                new FeedSourceProvider(feed, PersistenceIds.CONTACT_PREFIX, start),
                tables,
                new DirectoryProjection(start));
    }

    @Override
    public void apply(Connection connection, List<FeedEnvelope> envelopes) throws SQLException {
        Optional<FeedOffset> place = DirectoryMarker.locked(connection);
        if (place.isEmpty() || place.get().compareTo(start.latest()) < 0) {
            throw new IllegalStateException(
                    "the read model of contacts: lost, or begun anew (expected: at the place of the projection)");
        }
        // Another node may have told some of them.
        List<FeedEnvelope> unseen = envelopes.stream()
                .filter(envelope -> envelope.offset().compareTo(place.get()) > 0)
                .toList();
        if (unseen.isEmpty()) {
            return;
        }
        try (EffectBatch batch = new EffectBatch(connection)) {
            ContactEffects effects = new ContactEffects(batch);
            for (FeedEnvelope envelope : unseen) {
                batch.next(envelope.persistenceId());
                tell(effects, envelope);
            }
            batch.send();
            DirectoryMarker.move(connection, unseen.getLast().offset(), batch.counts());
        }
    }

    private static void tell(ContactEffects effects, FeedEnvelope envelope) throws SQLException {
        if (envelope.serializerId() != JournalSerializer.IDENTIFIER
                || !envelope.manifest().equals(JournalSerializer.CONTACT_EVENT)) {
            throw new IllegalStateException(
                    named(envelope) + ": stored as " + envelope.serializerId() + " " + envelope.manifest()
                            + " (expected: " + JournalSerializer.IDENTIFIER + " " + JournalSerializer.CONTACT_EVENT
                            + ")");
        }
        CustomerId id = PersistenceIds.customer(envelope.persistenceId());
        try {
            ContactEvent event = ContactEvent.parseFrom(
                    JournalRecord.parseFrom(envelope.payload()).getEvent());
            if (!effects.tell(id, event)) {
                throw new IllegalStateException(named(envelope) + ": of an unknown kind");
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(named(envelope) + ": not readable", e);
        }
    }

    private static String named(FeedEnvelope envelope) {
        return "event of " + envelope.persistenceId() + " with sequence number " + envelope.sequenceNumber();
    }
}
