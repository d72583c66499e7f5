package dev.giveback.feedback.outreach;

import akka.actor.typed.ActorSystem;
import akka.stream.RestartSettings;
import akka.stream.javadsl.RestartSource;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.feedback.journal.PersistenceIds;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.OutreachEvent;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedPage;
import dev.giveback.platform.feed.JournalFeed;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Outreach by the journal's feed: all that are stored first, then each new one, whatever happens to the database. */
public final class JournalOutreachFeed implements OutreachFeed {
    private static final Logger LOG = LoggerFactory.getLogger(JournalOutreachFeed.class);

    private final ActorSystem<?> system;
    private final JournalFeed feed;
    private volatile FeedOffset given = FeedOffset.START;

    /** Over this journal. */
    public JournalOutreachFeed(ActorSystem<?> system, JournalFeed feed) {
        this.system = system;
        this.feed = feed;
    }

    @Override
    public void start(BiConsumer<String, OutreachEvent> onEvent) {
        FeedPage stored = feed.readAll(PersistenceIds.OUTREACH_PREFIX);
        stored.envelopes().forEach(envelope -> give(envelope, onEvent));
        given = stored.next();
        // Goes on after the last event that was given, when the database has been away.
        RestartSettings restarts = RestartSettings.create(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2);
        var unused = RestartSource.withBackoff(restarts, () -> feed.live(given, PersistenceIds.OUTREACH_PREFIX))
                .runForeach(
                        envelope -> {
                            giveOrLog(envelope, onEvent);
                            given = envelope.offset();
                        },
                        system)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.error("This node learns no changes of surveys and messages any more.", failure);
                    }
                });
    }

    /** One that this build cannot read keeps no other from being known. */
    private static void giveOrLog(FeedEnvelope envelope, BiConsumer<String, OutreachEvent> onEvent) {
        try {
            give(envelope, onEvent);
        } catch (RuntimeException unusable) {
            LOG.error("A change of surveys and messages cannot be used; was it written by a later version?", unusable);
        }
    }

    private static void give(FeedEnvelope envelope, BiConsumer<String, OutreachEvent> onEvent) {
        try {
            onEvent.accept(
                    PersistenceIds.program(envelope.persistenceId()),
                    OutreachEvent.parseFrom(
                            JournalRecord.parseFrom(envelope.payload()).getEvent()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "event of " + envelope.persistenceId() + " with sequence number " + envelope.sequenceNumber()
                            + ": not readable",
                    e);
        }
    }
}
