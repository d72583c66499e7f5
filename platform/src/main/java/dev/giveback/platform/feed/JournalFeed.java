package dev.giveback.platform.feed;

import akka.NotUsed;
import akka.japi.Pair;
import akka.stream.javadsl.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The journal as one ordered feed: every event exactly once, and none ever appears behind a reader.
 *
 * <p>The order is that of (transaction, place within it); the events of one persistence id are in the order of their
 * sequence numbers. An event shows once every older transaction has ended: one long transaction with writes, anywhere on
 * the database server, delays the feed, and loses nothing.
 */
public final class JournalFeed {
    private static final List<String> ALL = List.of("");

    private final DataSource source;
    private final FeedSettings settings;
    private final @Nullable FeedWindow window;
    // Virtual threads: a reader blocks on the database and must not hold a thread of the actors meanwhile.
    private final Executor readers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("journal-feed-", 0).factory());

    /**
     * A feed over the journal of one schema.
     *
     * @param source gives connections that commit by themselves and find {@code event_journal}; a reader takes one for the
     *     time of a query, so its size bounds the queries at once
     */
    public JournalFeed(DataSource source, FeedSettings settings) {
        this(source, settings, null);
    }

    private JournalFeed(DataSource source, FeedSettings settings, @Nullable FeedWindow window) {
        this.source = source;
        this.settings = settings;
        this.window = window;
    }

    /** A feed with {@link FeedSettings#DEFAULT}. */
    public static JournalFeed over(DataSource source) {
        return new JournalFeed(source, FeedSettings.DEFAULT);
    }

    /**
     * A feed for many readers of one journal, with {@link FeedSettings#DEFAULT}. The last rows are kept in memory, so that those who are near the
     * end are served by one query; what a reader is told is at most 20 ms old.
     */
    public static JournalFeed shared(DataSource source) {
        return new JournalFeed(source, FeedSettings.DEFAULT, new FeedWindow(System::nanoTime));
    }

    /** The same feed, in pages of {@code rows} rows. */
    public JournalFeed withPageRows(int rows) {
        return new JournalFeed(source, settings.withPageRows(rows), window);
    }

    /**
     * Reads the next page after {@code after}, and blocks meanwhile.
     *
     * @param prefix of the persistence ids that are wanted; empty for all
     * @throws FeedException when the database could not be read
     */
    public FeedPage read(FeedOffset after, String prefix) {
        return read(after, List.of(prefix));
    }

    /**
     * Reads the next page after {@code after}, and blocks meanwhile. Rows that are not wanted cost little: their payload stays in the
     * database.
     *
     * @param prefixes of the persistence ids that are wanted, one of which must fit
     * @throws FeedException when the database could not be read
     */
    public FeedPage read(FeedOffset after, Collection<String> prefixes) {
        FeedPage kept = window == null ? null : near(window, after, prefixes);
        return kept == null ? query(connection -> page(connection, after, prefixes)) : kept;
    }

    private @Nullable FeedPage near(FeedWindow near, FeedOffset after, Collection<String> prefixes) {
        try {
            return near.read(after, prefixes, settings.pageRows(), place -> {
                try (Connection connection = source.getConnection()) {
                    return page(connection, place, ALL);
                }
            });
        } catch (SQLException e) {
            throw new FeedException("the journal could not be read", e);
        }
    }

    private FeedPage page(Connection connection, FeedOffset after, Collection<String> prefixes) throws SQLException {
        return FeedQueries.page(connection, after, prefixes, settings.pageRows());
    }

    /**
     * The place after everything that can be read now, and blocks meanwhile.
     *
     * @throws FeedException when the database could not be read
     */
    public FeedOffset end() {
        return query(FeedQueries::end);
    }

    /** How long whoever reads page by page should wait after this one. */
    public Duration pauseAfter(FeedPage page) {
        return settings.pauseAfter(page);
    }

    /**
     * Reads all events of the persistence ids that start with {@code prefix}, and blocks meanwhile. For the few that a
     * process must know before it starts; the page's {@code next} is where {@link #live} goes on.
     *
     * @throws FeedException when the database could not be read, or holds more than {@link FeedSettings#historyRows}
     */
    public FeedPage readAll(String prefix) {
        int limit = settings.historyRows();
        FeedPage page = query(connection -> FeedQueries.history(connection, prefix, limit + 1));
        if (page.rowsSeen() > limit) {
            throw new FeedException("events of \"" + prefix + "\": more than " + limit + " (expected: fewer)", null);
        }
        return page;
    }

    /**
     * All events after {@code after}, those to come included: the stream does not end. A page is read when the events of
     * the one before are taken, on threads of its own. It fails with {@link FeedException} when the database cannot be read.
     *
     * @param prefix of the persistence ids that are wanted; empty for all
     */
    public Source<FeedEnvelope, NotUsed> live(FeedOffset after, String prefix) {
        return Source.unfoldAsync(new Cursor(after, Duration.ZERO), cursor -> next(cursor, prefix))
                .mapConcat(FeedPage::envelopes);
    }

    private CompletionStage<Optional<Pair<Cursor, FeedPage>>> next(Cursor cursor, String prefix) {
        Executor executor = cursor.pause.isZero()
                ? readers
                : CompletableFuture.delayedExecutor(cursor.pause.toMillis(), TimeUnit.MILLISECONDS, readers);
        return CompletableFuture.supplyAsync(() -> read(cursor.after, prefix), executor)
                .thenApply(page -> Optional.of(Pair.create(new Cursor(page.next(), settings.pauseAfter(page)), page)));
    }

    /** Threads that may block. */
    Executor readers() {
        return readers;
    }

    private <T> T query(Query<T> query) {
        try (Connection connection = source.getConnection()) {
            return query.run(connection);
        } catch (SQLException e) {
            throw new FeedException("the journal could not be read", e);
        }
    }

    private record Cursor(FeedOffset after, Duration pause) {}

    @FunctionalInterface
    private interface Query<T> {
        T run(Connection connection) throws SQLException;
    }
}
