package dev.giveback.loyalty.shards;

import dev.giveback.platform.feed.FeedSettings;
import dev.giveback.platform.feed.JournalFeed;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * One database that stores events of customers first.
 *
 * @param number from 1
 * @param id by which the service's own journal knows it
 * @param source connections that find its journal
 */
record JournalShard(int number, UUID id, DataSource source) {
    private static final FeedSettings PAGES = new FeedSettings(1_000, Duration.ofMillis(50), 1_000);

    /** Its events in the order in which they are merged. */
    JournalFeed feed() {
        return new JournalFeed(source, PAGES);
    }
}
