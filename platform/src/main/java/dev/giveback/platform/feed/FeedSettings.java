package dev.giveback.platform.feed;

import java.time.Duration;

/**
 * How a feed is read.
 *
 * @param pageRows the most rows that one query takes
 * @param pollInterval how long a reader at the end waits before it looks again
 * @param historyRows the most rows that {@link JournalFeed#readAll} may return
 */
public record FeedSettings(int pageRows, Duration pollInterval, int historyRows) {
    /** Pages of 1,000 rows, a look every 100 ms, at most 100,000 rows at start-up. */
    public static final FeedSettings DEFAULT = new FeedSettings(1_000, Duration.ofMillis(100), 100_000);

    /** Refuses what would never read, or never rest. */
    public FeedSettings {
        if (pageRows < 1 || historyRows < 1 || pollInterval.toMillis() < 1) {
            throw new IllegalArgumentException("pageRows: " + pageRows + ", historyRows: " + historyRows
                    + ", pollInterval: " + pollInterval + " (expected: >= 1, >= 1, >= 1 ms)");
        }
    }

    /** The same settings with pages of {@code rows} rows. */
    public FeedSettings withPageRows(int rows) {
        return new FeedSettings(rows, pollInterval, historyRows);
    }

    /** The same settings with {@code rows} as the bound of {@link JournalFeed#readAll}. */
    public FeedSettings withHistoryRows(int rows) {
        return new FeedSettings(pageRows, pollInterval, rows);
    }

    /**
     * How long to wait after a page. A full page has more behind it; after a part of one the next look comes sooner than at
     * the end, but not at once: a query costs as much as the rows of some milliseconds.
     */
    Duration pauseAfter(FeedPage page) {
        if (page.rowsSeen() == pageRows) {
            return Duration.ZERO;
        }
        return page.rowsSeen() == 0 ? pollInterval : pollInterval.dividedBy(2);
    }
}
