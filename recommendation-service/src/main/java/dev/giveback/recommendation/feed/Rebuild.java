package dev.giveback.recommendation.feed;

import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.recommendation.feed.MessageStream.StreamEndedException;
import dev.giveback.recommendation.live.FeedPlace;
import dev.giveback.recommendation.live.ModelWriter;
import dev.giveback.recommendation.live.Models;
import dev.giveback.recommendation.live.News;
import dev.giveback.recommendation.live.Shadow;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Builds all models anew from the beginning of the journal and from the catalogue, compares them with those in use at the same place, and then uses them.
 * It needs the memory of a second set of models meanwhile.
 */
public final class Rebuild {
    private static final int GROUP = 256;
    private static final long POLL_MILLIS = 200;
    /** What is missing at the end is read while nothing else is taken in: for no longer than this. */
    private static final Duration LAST_STEP = Duration.ofSeconds(30);

    private final Journal journal;
    private final Models used;
    private final CatalogueReader catalogue;
    private final MeterRegistry meters;

    /** Reads the whole catalogue as it is now. */
    @FunctionalInterface
    public interface CatalogueReader {
        /**
         * Returns when every product is written.
         *
         * @param isCancelled is asked now and then
         * @throws CancellationException when that became true
         * @throws IOException when it could not be read, at the first failure
         */
        void read(ModelWriter to, BooleanSupplier isCancelled) throws InterruptedException, IOException;
    }

    /**
     * What it found.
     *
     * @param programs that were compared
     * @param different ids of those that differed, in order
     */
    public record Outcome(int programs, List<String> different) {
        /** Takes a copy. */
        public Outcome {
            different = List.copyOf(different);
        }
    }

    /** Rebuilds those models from these sources. */
    public Rebuild(Journal journal, Models used, CatalogueReader catalogue, MeterRegistry meters) {
        this.journal = journal;
        this.used = used;
        this.catalogue = catalogue;
        this.meters = meters;
    }

    /**
     * Does it, and blocks meanwhile.
     *
     * @param shadow from {@link Models#openShadow}; it is closed here
     * @param asked who asks for it and why, for loyalty-service's record of who read the journal
     * @param progress is told how many events were read
     * @param isCancelled leaves what is in use as it is
     * @throws CancellationException when that became true
     * @throws IOException when journal or catalogue could not be read to the end
     */
    public Outcome run(Shadow shadow, AdminContext asked, LongConsumer progress, BooleanSupplier isCancelled)
            throws InterruptedException, IOException {
        try (shadow) {
            catalogue.read(shadow, isCancelled);
            return follow(shadow, asked, progress, isCancelled);
        }
    }

    private Outcome follow(Shadow shadow, AdminContext asked, LongConsumer progress, BooleanSupplier isCancelled)
            throws InterruptedException, IOException {
        try (MessageStream<TailEventsRequest, TailEventsResponse> stream = journal.open("", asked)) {
            Reader reader = new Reader(stream, shadow.models(), progress, isCancelled);
            for (FeedPlace goal = used.point().last();
                    goal.isAfter(shadow.models().point().last());
                    goal = used.point().last()) {
                reader.readTo(goal, Long.MAX_VALUE);
            }
            List<String> different =
                    shadow.exchange(place -> reader.readTo(place, System.nanoTime() + LAST_STEP.toNanos()));
            meters.counter("giveback.recommendation.rebuilds", "outcome", different.isEmpty() ? "same" : "different")
                    .increment();
            return new Outcome(shadow.models().count(), different);
        }
    }

    /** Takes in what comes, up to a place and not beyond. */
    private static final class Reader {
        private final MessageStream<TailEventsRequest, TailEventsResponse> stream;
        private final Models models;
        private final LongConsumer progress;
        private final BooleanSupplier isCancelled;
        private final Deque<TailEventsResponse> waiting = new ArrayDeque<>();
        private long events;

        Reader(
                MessageStream<TailEventsRequest, TailEventsResponse> stream,
                Models models,
                LongConsumer progress,
                BooleanSupplier isCancelled) {
            this.stream = stream;
            this.models = models;
            this.progress = progress;
            this.isCancelled = isCancelled;
        }

        void readTo(FeedPlace goal, long untilNanos) throws InterruptedException, IOException {
            try {
                while (goal.isAfter(models.point().last())) {
                    if (isCancelled.getAsBoolean()) {
                        throw new CancellationException("the rebuild was cancelled");
                    }
                    if (untilNanos != Long.MAX_VALUE && System.nanoTime() - untilNanos > 0) {
                        throw new IOException("the journal did not give the event at the place of the models in use");
                    }
                    if (waiting.isEmpty()) {
                        waiting.addAll(stream.take(GROUP, POLL_MILLIS));
                    }
                    take(goal);
                    progress.accept(events);
                }
            } catch (StreamEndedException | UnreadableEventException e) {
                throw new IOException("the journal could not be read: " + e.getMessage(), e);
            }
        }

        private void take(FeedPlace goal) throws UnreadableEventException {
            List<News> news = new ArrayList<>();
            while (!waiting.isEmpty() && !NewsMapper.place(waiting.getFirst()).isAfter(goal)) {
                TailEventsResponse message = waiting.removeFirst();
                if (NewsMapper.isEvent(message)) {
                    news.add(NewsMapper.of(message));
                }
            }
            models.take(news);
            events += news.size();
            if (!waiting.isEmpty() && goal.isAfter(models.point().last())) {
                throw new UnreadableEventException(
                        "there is no event at the place of the models in use, " + goal.transaction() + ":"
                                + goal.ordering(),
                        null);
            }
        }
    }
}
