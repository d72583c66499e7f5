package dev.giveback.recommendation.feed;

import dev.giveback.recommendation.live.News;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;

/** How the feed is, for those who look after it. */
final class FeedMeters {
    private final InstantSource clock;
    private final Counter events;
    private final Counter losses;
    private volatile boolean isLost;
    private volatile boolean isStopped;
    /** Everything that had been recorded by then is taken in. */
    private volatile long readMillis;

    FeedMeters(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        readMillis = clock.millis();
        events = Counter.builder("giveback.recommendation.feed.events")
                .description("Events of the journal that were taken in.")
                .register(registry);
        losses = Counter.builder("giveback.recommendation.feed.losses")
                .description("How often the feed of the journal was lost.")
                .register(registry);
        Gauge.builder("giveback.recommendation.feed.stopped", () -> isStopped ? 1 : 0)
                .description("1 when the feed has stopped for good before an event that cannot be taken in.")
                .register(registry);
        Gauge.builder("giveback.recommendation.feed.lag", () -> (this.clock.millis() - readMillis) / 1_000.0)
                .baseUnit("seconds")
                .description("How old what is known is at most.")
                .register(registry);
    }

    /** Takes note that it is lost; gives whether that is new. */
    boolean lost() {
        if (isLost) {
            return false;
        }
        losses.increment();
        isLost = true;
        return true;
    }

    /** Takes note that it is there; gives whether it was lost. */
    boolean found() {
        boolean wasLost = isLost;
        isLost = false;
        return wasLost;
    }

    void stopped() {
        isStopped = true;
    }

    void taken(List<News> news) {
        events.increment(news.size());
        if (!news.isEmpty()) {
            readMillis = Math.min(clock.millis(), news.getLast().recordMillis());
        }
    }

    void readToNow() {
        readMillis = clock.millis();
    }
}
