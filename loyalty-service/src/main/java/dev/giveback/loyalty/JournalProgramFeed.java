package dev.giveback.loyalty;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.stream.RestartSettings;
import akka.stream.javadsl.RestartSource;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.journal.v1.ProgramEvent;
import dev.giveback.loyalty.program.ProgramFeed;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedPage;
import dev.giveback.platform.feed.JournalFeed;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The programs' events by the journal's feed: all that are stored first, then each new one, whatever happens to the database. */
final class JournalProgramFeed implements ProgramFeed {
    private final ActorSystem<?> system;
    private final JournalFeed feed;
    private volatile FeedOffset given = FeedOffset.START;

    JournalProgramFeed(ActorSystem<?> system, JournalFeed feed) {
        this.system = system;
        this.feed = feed;
    }

    @Override
    public CompletionStage<?> start(Consumer<ProgramEvent> onEvent) {
        FeedPage stored = feed.readAll(PERSISTENCE_ID_PREFIX);
        stored.envelopes().forEach(envelope -> onEvent.accept(event(envelope)));
        given = stored.next();
        follow(onEvent);
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    /** Goes on after the last event that was given, when the database has been away. */
    private void follow(Consumer<ProgramEvent> onEvent) {
        RestartSettings restarts = RestartSettings.create(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2);
        var unused = RestartSource.withBackoff(restarts, () -> feed.live(given, PERSISTENCE_ID_PREFIX))
                .runForeach(
                        envelope -> {
                            onEvent.accept(event(envelope));
                            given = envelope.offset();
                        },
                        system);
    }

    private static ProgramEvent event(FeedEnvelope envelope) {
        try {
            return ProgramEvent.parseFrom(
                    JournalRecord.parseFrom(envelope.payload()).getEvent());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "event of " + envelope.persistenceId() + " with sequence number " + envelope.sequenceNumber()
                            + ": not readable",
                    e);
        }
    }
}
