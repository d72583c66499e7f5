package dev.giveback.feedback.journal;

import akka.actor.typed.ActorSystem;
import akka.stream.AbruptStageTerminationException;
import akka.stream.RestartSettings;
import akka.stream.javadsl.RestartSource;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedPage;
import dev.giveback.platform.feed.JournalFeed;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of one kind by the journal's feed: all that are stored first, then each new one, whatever happens to the database.
 *
 * @param <E> how such a change is stored
 */
public final class StoredChanges<E> {
    private static final Logger LOG = LoggerFactory.getLogger(StoredChanges.class);

    private final ActorSystem<?> system;
    private final JournalFeed feed;
    private final String prefix;
    private final Parser<E> parser;
    private volatile FeedOffset given = FeedOffset.START;

    /**
     * Over this journal.
     *
     * @param prefix what the persistence ids begin with; a program's id is behind it
     */
    public StoredChanges(ActorSystem<?> system, JournalFeed feed, String prefix, Parser<E> parser) {
        this.system = system;
        this.feed = feed;
        this.prefix = prefix;
        this.parser = parser;
    }

    /**
     * Gives every stored change by its program, in the order of the journal, before it returns; and then each new one as it is stored. Call it
     * once.
     *
     * @param onEvent is called for one change at a time; it throws nothing
     */
    public void start(BiConsumer<String, E> onEvent) {
        FeedPage stored = feed.readAll(prefix);
        stored.envelopes().forEach(envelope -> give(envelope, onEvent));
        given = stored.next();
        // Goes on after the last event that was given, when the database has been away.
        RestartSettings restarts = RestartSettings.create(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2);
        var unused = RestartSource.withBackoff(restarts, () -> feed.live(given, prefix))
                .runForeach(
                        envelope -> {
                            giveOrLog(envelope, onEvent);
                            given = envelope.offset();
                        },
                        system)
                .whenComplete((done, failure) -> {
                    // The end of the system is no failure of the feed.
                    if (failure != null && !(failure instanceof AbruptStageTerminationException)) {
                        LOG.error("This node learns no changes of {} any more.", prefix, failure);
                    }
                });
    }

    /** One that this build cannot read keeps no other from being known. */
    private void giveOrLog(FeedEnvelope envelope, BiConsumer<String, E> onEvent) {
        try {
            give(envelope, onEvent);
        } catch (RuntimeException unusable) {
            LOG.error("A change of {} cannot be used; was it written by a later version?", prefix, unusable);
        }
    }

    private void give(FeedEnvelope envelope, BiConsumer<String, E> onEvent) {
        try {
            onEvent.accept(
                    envelope.persistenceId().substring(prefix.length()),
                    parser.parseFrom(JournalRecord.parseFrom(envelope.payload()).getEvent()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "event of " + envelope.persistenceId() + " with sequence number " + envelope.sequenceNumber()
                            + ": not readable",
                    e);
        }
    }
}
