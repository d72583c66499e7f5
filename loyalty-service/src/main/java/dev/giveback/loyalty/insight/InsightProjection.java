package dev.giveback.loyalty.insight;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.projection.ProjectionBehavior;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.CustomerEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.journal.JournalSerializer;
import dev.giveback.loyalty.journal.PersistenceIds;
import dev.giveback.loyalty.journal.StoredEvents;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedHandler;
import dev.giveback.platform.feed.FeedProjections;
import dev.giveback.platform.feed.FeedSourceProvider;
import dev.giveback.platform.feed.JournalFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the figures up with the journal of the customers: each group of events is one transaction with the marker. At an event that it cannot trust
 * (out of order, unreadable, of more points than there are) it stops and tries again after a pause: figures that are behind are better than wrong ones.
 */
public final class InsightProjection implements FeedHandler {
    /** Its name, under which Akka keeps an offset for readers. */
    public static final String NAME = "program-figures";

    private final Zones zones;

    InsightProjection(DataSource tables) {
        this.zones = new Zones(tables);
    }

    /**
     * Starts it, once in the cluster; it goes on where it stopped.
     *
     * @param tables connections that find the journal, the figures and the offset tables; two at most are taken at once
     * @return where {@link ProjectionBehavior#stopMessage()} goes to stop it; it ends with the actor system too
     */
    public static ActorRef<ProjectionBehavior.Command> start(
            ActorSystem<?> system, JournalFeed feed, DataSource tables) {
        return FeedProjections.start(
                system,
                NAME,
                new FeedSourceProvider(feed, PersistenceIds.CUSTOMER_PREFIX, new InsightPlace(tables)),
                tables,
                new InsightProjection(tables));
    }

    @Override
    public void apply(Connection connection, List<FeedEnvelope> envelopes) throws SQLException {
        @Nullable InsightMarker marker = InsightMarker.locked(connection);
        if (marker == null || marker.isLost()) {
            throw new IllegalStateException("the figures: lost (expected: tables that fit the journal)");
        }
        // Another node may have counted some of them.
        List<FeedEnvelope> unseen = envelopes.stream()
                .filter(envelope -> envelope.offset().compareTo(marker.offset()) > 0)
                .toList();
        if (!unseen.isEmpty()) {
            count(connection, unseen);
        }
    }

    private void count(Connection connection, List<FeedEnvelope> envelopes) throws SQLException {
        List<Told> told = envelopes.stream().map(Told::by).toList();
        Set<Key> keys = told.stream().map(Told::key).collect(Collectors.toSet());
        Set<Key> withLots = told.stream()
                .filter(one -> Counting.looksAtLots(one.event))
                .map(Told::key)
                .collect(Collectors.toSet());
        People people = People.read(connection, keys, withLots);
        Sums sums = new Sums();
        long recordMillis = 0;
        for (Told one : told) {
            Person person = people.of(one.key);
            Zones.Zone zone = zones.of(person.key.program(), one.event.getProgramVersion());
            Counting.count(person, one.envelope.sequenceNumber(), one.event, zone, sums);
            recordMillis = Math.max(recordMillis, one.event.getRecordMillis());
        }
        people.write(connection);
        sums.flush(connection);
        InsightMarker.move(connection, envelopes.getLast().offset(), recordMillis);
    }

    /** An event and whose it is. */
    private record Told(FeedEnvelope envelope, Key key, CustomerEvent event) {
        static Told by(FeedEnvelope envelope) {
            return new Told(envelope, Key.parse(envelope.persistenceId()), InsightProjection.event(envelope));
        }
    }

    private static CustomerEvent event(FeedEnvelope envelope) {
        String named = "event of " + envelope.persistenceId() + " with sequence number " + envelope.sequenceNumber();
        if (envelope.serializerId() != JournalSerializer.IDENTIFIER
                || !envelope.manifest().equals(JournalSerializer.CUSTOMER_EVENT)) {
            throw new IllegalStateException(named + ": stored as " + envelope.serializerId() + " "
                    + envelope.manifest() + " (expected: " + JournalSerializer.IDENTIFIER + " "
                    + JournalSerializer.CUSTOMER_EVENT + ")");
        }
        try {
            return StoredEvents.read(JournalRecord.parseFrom(envelope.payload()).getEvent());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(named + ": not readable", e);
        }
    }
}
