package dev.giveback.platform.feed;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The last rows of the feed in memory, for readers that are near its end. Several follow one journal, and each would have the database send the same
 * rows again; so one query serves all of them. Rows never change and none appears behind a reader, so what was read stays right.
 *
 * <p>It holds all rows after one place and up to another, and moves with the reader that is farthest. Whoever is behind it asks the database
 * itself, until it has caught up.
 */
final class FeedWindow {
    /** How old the end may be that a reader is told. A reader that comes later has the database asked. */
    static final Duration FRESH = Duration.ofMillis(20);

    private static final int MOST_ROWS = 4_000;
    private static final long MOST_BYTES = 4L << 20;

    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();

    // The lock guards all below; it is held while the database is asked, because whoever waits wants the same rows.
    private final ArrayDeque<FeedEnvelope> rows = new ArrayDeque<>();
    private long bytes;
    private @Nullable FeedOffset from;
    private FeedOffset to = FeedOffset.START;
    private long readNanos;

    FeedWindow(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Asks the database for all rows after a place, whosever they are, at most one page. */
    @FunctionalInterface
    interface Query {
        FeedPage after(FeedOffset place) throws SQLException;
    }

    /** The page after {@code after}; null when this place lies before the window, so that the database is to be asked. */
    @Nullable
    FeedPage read(FeedOffset after, Collection<String> prefixes, int limit, Query query) throws SQLException {
        lock.lock();
        try {
            if (from == null || after.compareTo(to) > 0) {
                beginAt(after);
            } else if (after.compareTo(from) < 0) {
                return null;
            }
            if (nanos.getAsLong() - readNanos >= FRESH.toNanos()) {
                append(query.after(to));
            }
            return page(after, prefixes, limit);
        } finally {
            lock.unlock();
        }
    }

    private void beginAt(FeedOffset place) {
        rows.clear();
        bytes = 0;
        from = place;
        to = place;
        readNanos = nanos.getAsLong() - FRESH.toNanos();
    }

    private void append(FeedPage page) {
        for (FeedEnvelope row : page.envelopes()) {
            rows.add(row);
            bytes += row.payload().size();
        }
        to = page.next();
        readNanos = nanos.getAsLong();
        while (rows.size() > MOST_ROWS || (bytes > MOST_BYTES && rows.size() > 1)) {
            FeedEnvelope oldest = rows.remove();
            bytes -= oldest.payload().size();
            from = oldest.offset();
        }
    }

    private FeedPage page(FeedOffset after, Collection<String> prefixes, int limit) {
        List<FeedEnvelope> wanted = new ArrayList<>();
        FeedOffset next = after;
        int seen = 0;
        for (Iterator<FeedEnvelope> row = firstAfter(after); row.hasNext() && seen < limit; seen++) {
            FeedEnvelope envelope = row.next();
            next = envelope.offset();
            if (isWanted(envelope.persistenceId(), prefixes)) {
                wanted.add(envelope);
            }
        }
        return new FeedPage(wanted, next, seen);
    }

    /** From the end backwards, since a reader has most often seen nearly everything. */
    private Iterator<FeedEnvelope> firstAfter(FeedOffset after) {
        ArrayDeque<FeedEnvelope> unseen = new ArrayDeque<>();
        for (Iterator<FeedEnvelope> row = rows.descendingIterator(); row.hasNext(); ) {
            FeedEnvelope envelope = row.next();
            if (envelope.offset().compareTo(after) <= 0) {
                break;
            }
            unseen.addFirst(envelope);
        }
        return unseen.iterator();
    }

    private static boolean isWanted(String persistenceId, Collection<String> prefixes) {
        for (String prefix : prefixes) {
            if (persistenceId.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
