package dev.giveback.platform.tail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * What a reader of a feed looks up and writes down about itself beside its reading, seldom enough to cost nothing. For one thread.
 */
public final class FeedWatch {
    private static final long LOOK_NANOS = Duration.ofMillis(400).toNanos();
    private static final long WRITE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Connection connection;
    private final String reader;
    private long lookedNanos = System.nanoTime() - LOOK_NANOS;
    private long writtenNanos = System.nanoTime() - WRITE_NANOS;
    private boolean paused;

    /**
     * One for the time of a connection.
     *
     * @param reader under which it stands in the table
     */
    public FeedWatch(Connection connection, String reader) {
        this.connection = connection;
        this.reader = reader;
    }

    /** Whether somebody stopped it, as it was less than half a second ago. */
    public boolean isPaused() throws SQLException {
        if (System.nanoTime() - lookedNanos >= LOOK_NANOS) {
            paused = FeedStanding.read(connection, reader).paused();
            lookedNanos = System.nanoTime();
        }
        return paused;
    }

    /** It has taken everything that there is. */
    public void current() throws SQLException {
        upTo(Long.MAX_VALUE);
    }

    /**
     * It has taken everything until this.
     *
     * @param recordMillis when that was recorded; 0 for what only tells how far the feed was read, and says nothing of it
     */
    public void upTo(long recordMillis) throws SQLException {
        if (recordMillis > 0 && System.nanoTime() - writtenNanos >= WRITE_NANOS) {
            FeedStanding.upTo(connection, reader, recordMillis);
            writtenNanos = System.nanoTime();
        }
    }
}
