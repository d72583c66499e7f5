package dev.giveback.platform.tail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * As {@link FeedWatch}, for a reader that has no connection and does not wait for the database: it is asked and told on other threads, and when it is away
 * the reader stays paused, or not, as it was. For one thread. Where every node reads for itself all of them are paused together, and the one that is
 * furthest says how far it is.
 */
public final class SharedWatch {
    private static final Logger LOG = LoggerFactory.getLogger(SharedWatch.class);
    private static final long LOOK_NANOS = Duration.ofMillis(800).toNanos();
    private static final long WRITE_NANOS = Duration.ofSeconds(5).toNanos();

    private final DataSource tables;
    private final String reader;
    private final AtomicBoolean isLooking = new AtomicBoolean();
    private final AtomicBoolean isWriting = new AtomicBoolean();
    private long lookedNanos = System.nanoTime();
    private long writtenNanos = System.nanoTime() - WRITE_NANOS;
    private volatile boolean paused;

    /**
     * A watch, which knows at once how it stands if the database says it.
     *
     * @param tables connections that find the table {@code feed_standing}
     * @param reader under which it stands there
     */
    public SharedWatch(DataSource tables, String reader) {
        this.tables = tables;
        this.reader = reader;
        look();
    }

    /** Whether somebody stopped it, as it was about a second ago. */
    public boolean isPaused() {
        if (System.nanoTime() - lookedNanos >= LOOK_NANOS) {
            lookedNanos = System.nanoTime();
            beside(isLooking, this::look);
        }
        return paused;
    }

    /** It has taken everything that there is. */
    public void current() {
        upTo(Long.MAX_VALUE);
    }

    /**
     * It has taken everything until this.
     *
     * @param recordMillis when that was recorded; 0 for what only tells how far the feed was read, and says nothing of it
     */
    public void upTo(long recordMillis) {
        if (recordMillis > 0 && System.nanoTime() - writtenNanos >= WRITE_NANOS) {
            writtenNanos = System.nanoTime();
            beside(isWriting, () -> write(recordMillis));
        }
    }

    private void beside(AtomicBoolean isBusy, Runnable what) {
        if (isBusy.compareAndSet(false, true)) {
            var unused = Thread.ofVirtual().name("watch-of-" + reader).start(() -> {
                try {
                    what.run();
                } finally {
                    isBusy.set(false);
                }
            });
        }
    }

    private void look() {
        try (Connection connection = tables.getConnection()) {
            paused = FeedStanding.read(connection, reader).paused();
        } catch (SQLException away) {
            LOG.debug("It is not known whether {} is paused.", reader, away);
        }
    }

    private void write(long recordMillis) {
        try (Connection connection = tables.getConnection()) {
            FeedStanding.upTo(connection, reader, recordMillis);
        } catch (SQLException away) {
            LOG.debug("It is not written down how far {} is.", reader, away);
        }
    }
}
