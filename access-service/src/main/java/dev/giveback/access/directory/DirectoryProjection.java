package dev.giveback.access.directory;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.projection.ProjectionBehavior;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.access.journal.JournalSerializer;
import dev.giveback.access.journal.PersistenceIds;
import dev.giveback.access.journal.StoredAccessEvent;
import dev.giveback.journal.v1.AccessEvent;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedHandler;
import dev.giveback.platform.feed.FeedProjections;
import dev.giveback.platform.feed.JournalFeed;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Keeps the read model up with the journal, in the transaction that keeps the offset. It stops at an event that it cannot trust and tries
 * again after a pause: a list that is behind is better than one that is wrong.
 */
public final class DirectoryProjection {
    /** Its name, under which its offset is kept. */
    public static final String NAME = "access-directory";

    private DirectoryProjection() {}

    /**
     * Starts it, once in the cluster; it goes on where it stopped.
     *
     * @param tables connections that find the tables of the read model and the offset tables
     * @return where {@link ProjectionBehavior#stopMessage()} goes to stop it; it ends with the actor system too
     */
    public static ActorRef<ProjectionBehavior.Command> start(
            ActorSystem<?> system, JournalFeed feed, DataSource tables) {
        return FeedProjections.start(system, NAME, feed, "", tables, FeedHandler.each(DirectoryProjection::apply));
    }

    private static void apply(Connection connection, FeedEnvelope envelope) throws SQLException {
        AccessEvent event = event(envelope);
        long millis = event.getRecordMillis();
        switch (event.getChangeCase()) {
            case KEY_CREATED -> KeyTable.add(connection, event.getKeyCreated(), millis);
            case KEY_ROTATED -> KeyTable.rotate(connection, event.getKeyRotated(), millis);
            case KEY_REVOKED -> KeyTable.revoke(connection, event.getKeyRevoked(), millis);
            case SESSION_OPENED -> KeyTable.open(connection, event.getSessionOpened(), millis);
            case SESSION_ENDED ->
                KeyTable.end(connection, List.of(event.getSessionEnded().getSessionId()), millis);
            case ACT_BEGUN -> AuditTable.begin(connection, event.getActBegun(), millis);
            case ACT_ENDED -> AuditTable.end(connection, event.getActEnded(), millis);
            case APPROVAL_ASKED -> ApprovalTable.ask(connection, program(envelope), event.getApprovalAsked(), millis);
            case APPROVAL_REVIEWED ->
                ApprovalTable.review(connection, program(envelope), event.getApprovalReviewed(), millis);
            case POLICY_CHANGED -> {}
            case CHANGE_NOT_SET -> throw new IllegalStateException(named(envelope) + ": of an unknown kind");
        }
    }

    private static String program(FeedEnvelope envelope) {
        return PersistenceIds.program(envelope.persistenceId());
    }

    private static AccessEvent event(FeedEnvelope envelope) {
        if (envelope.serializerId() != JournalSerializer.IDENTIFIER
                || !envelope.manifest().equals(JournalSerializer.EVENT)) {
            throw new IllegalStateException(named(envelope) + ": stored as " + envelope.serializerId() + " "
                    + envelope.manifest() + " (expected: " + JournalSerializer.IDENTIFIER + " "
                    + JournalSerializer.EVENT + ")");
        }
        try {
            return StoredAccessEvent.of(JournalRecord.parseFrom(envelope.payload()))
                    .event();
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new IllegalStateException(named(envelope) + ": not readable", e);
        }
    }

    private static String named(FeedEnvelope envelope) {
        return "event of " + envelope.persistenceId() + " with sequence number " + envelope.sequenceNumber();
    }
}
