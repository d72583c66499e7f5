package dev.giveback.platform.tail;

import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is done with one feed. All of it is asked on the reader's thread, which may block, but for the opening itself.
 *
 * @param <M> a message of the feed
 */
public interface Tail<M> {
    /** How the feed is opened at the place where it goes on, on the thread that runs through it; null when nothing is to be read now. */
    @Nullable
    Supplier<Iterator<M>> opening(FeedProgress progress)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException;

    /** Whether what was opened is still what should be read; if not it is opened anew. Asked several times a second. */
    boolean isCurrent() throws InterruptedException, ExecutionException, TimeoutException;

    /** What else is done on the reader's thread, which may be nothing. Asked several times a second. */
    default void meanwhile(FeedProgress progress)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {}

    /** Whether what ended the feed was put right, a place that is refused say, so that it is opened anew at once. */
    default boolean recovers(StatusRuntimeException refusal, FeedProgress progress) throws SQLException {
        return false;
    }

    /** When this message's row was recorded; 0 for a message that only tells how far the feed was read. */
    long recordMillis(M message);

    /** Brings these messages to all whom they concern, and saves the place after them when all have recorded them. */
    void record(List<M> messages, FeedProgress progress)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException;
}
