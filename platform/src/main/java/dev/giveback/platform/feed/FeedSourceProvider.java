package dev.giveback.platform.feed;

import akka.NotUsed;
import akka.projection.javadsl.SourceProvider;
import akka.stream.javadsl.Source;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The feed as Akka Projection takes it; the offset is kept as the text of {@link FeedOffset}. */
public final class FeedSourceProvider extends SourceProvider<String, FeedEnvelope> {
    private final JournalFeed feed;
    private final String prefix;
    private final @Nullable Supplier<FeedOffset> start;

    /** The events of the persistence ids that start with {@code prefix}; empty for all. */
    public FeedSourceProvider(JournalFeed feed, String prefix) {
        this.feed = feed;
        this.prefix = prefix;
        this.start = null;
    }

    /**
     * The same for tables that say themselves where they stand, whatever the stored offset is.
     *
     * @param start where to go on; it is asked at every start, on a thread that may block, and its failure is tried again
     */
    public FeedSourceProvider(JournalFeed feed, String prefix, Supplier<FeedOffset> start) {
        this.feed = feed;
        this.prefix = prefix;
        this.start = start;
    }

    /** Whether the tables say where to go on, and not the offset that Akka keeps. */
    boolean beginsWhereTablesSay() {
        return start != null;
    }

    @Override
    public CompletionStage<Source<FeedEnvelope, NotUsed>> source(Supplier<CompletionStage<Optional<String>>> offset) {
        Supplier<FeedOffset> own = start;
        if (own != null) {
            return CompletableFuture.supplyAsync(own, feed.readers()).thenApply(from -> feed.live(from, prefix));
        }
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
