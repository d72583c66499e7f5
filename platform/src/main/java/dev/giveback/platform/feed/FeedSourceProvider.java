package dev.giveback.platform.feed;

import akka.NotUsed;
import akka.projection.javadsl.SourceProvider;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The feed as Akka Projection takes it; the offset is kept as the text of {@link FeedOffset}. */
public final class FeedSourceProvider extends SourceProvider<String, FeedEnvelope> {
    private final JournalFeed feed;
    private final String prefix;

    /** The events of the persistence ids that start with {@code prefix}; empty for all. */
    public FeedSourceProvider(JournalFeed feed, String prefix) {
        this.feed = feed;
        this.prefix = prefix;
    }

    @Override
    public CompletionStage<Source<FeedEnvelope, NotUsed>> source(Supplier<CompletionStage<Optional<String>>> offset) {
        return offset.get()
                .thenApply(stored -> feed.live(stored.map(FeedOffset::parse).orElse(FeedOffset.START), prefix));
    }

    @Override
    public String extractOffset(FeedEnvelope envelope) {
        return envelope.offset().toString();
    }

    @Override
    public long extractCreationTime(FeedEnvelope envelope) {
        return envelope.timestamp().toEpochMilli();
    }
}
