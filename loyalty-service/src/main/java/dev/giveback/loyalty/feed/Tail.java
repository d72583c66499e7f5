package dev.giveback.loyalty.feed;

import com.google.rpc.Code;
import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.platform.feed.FeedEnvelope;
import dev.giveback.platform.feed.FeedException;
import dev.giveback.platform.feed.FeedOffset;
import dev.giveback.platform.feed.FeedPage;
import dev.giveback.platform.feed.JournalFeed;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of a feed, on a thread of its own, which sends no faster than the reader takes and reads the next page only when the one
 * before was sent: so a reader that is slow holds one page, and writers know nothing of it.
 */
final class Tail<R> {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();

    /**
     * Where a stream begins, which rows it wants, and what it makes of them.
     *
     * @param from null for the end of the journal, which it tells at once
     * @param heartbeatNanos after so long without a message it tells how far it is, even when nothing is new
     */
    record Wish<R>(@Nullable FeedOffset from, List<String> prefixes, FeedMessages<R> messages, long heartbeatNanos) {
        /** A stream that is silent while nothing is new. */
        Wish(FeedOffset from, List<String> prefixes, FeedMessages<R> messages) {
            this(from, prefixes, messages, Long.MAX_VALUE);
        }
    }

    /** Why a stream ends; a tail that goes on has no reason. */
    private enum End {
        READER_GONE,
        READER_STALLED,
        DRAIN
    }

    private final JournalFeed feed;
    private final Semaphore queries;
    private final long stallNanos;
    private final Wish<R> wish;
    private final ServerCallStreamObserver<R> responses;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable End end;
    private long lastSentNanos = System.nanoTime();
    /** Null while nothing was told of the end of the journal. */
    private @Nullable FeedOffset told;

    private long sent;

    /**
     * A tail that has not begun. Must be made on the thread of the call, because only then the observer takes handlers.
     *
     * @param queries as many as all tails together may run at once
     */
    Tail(
            JournalFeed feed,
            Semaphore queries,
            Duration stallLimit,
            Wish<R> wish,
            ServerCallStreamObserver<R> responses) {
        this.feed = feed;
        this.queries = queries;
        this.stallNanos = stallLimit.toNanos();
        this.wish = wish;
        this.responses = responses;
        this.told = wish.from();
        responses.setOnReadyHandler(() -> wake(null));
        responses.setOnCancelHandler(() -> wake(End.READER_GONE));
    }

    /** Ends the stream, soon, because this node stops; the reader resumes elsewhere. */
    void drain() {
        wake(End.DRAIN);
    }

    /**
     * Wakes the thread of the tail.
     *
     * @param why it is to end; null to go on. The first reason counts
     */
    private void wake(@Nullable End why) {
        lock.lock();
        try {
            end = end == null ? why : end;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many rows it has sent; to be asked by the thread that ran it. */
    long sent() {
        return sent;
    }

    /** Ends the stream before it began. */
    void fail(RuntimeException failure) {
        responses.onError(RefusalStatus.of(failure));
    }

    /**
     * Reads and sends until the reader is gone or this node stops; blocks meanwhile.
     *
     * @return whether it ended so, and not because something failed
     */
    boolean run() {
        try {
            follow();
            if (end == End.DRAIN) {
                responses.onError(interrupted("this node stops; resume at another one, or a little later"));
            } else if (end == End.READER_STALLED) {
                responses.onError(interrupted("the reader took nothing for too long; resume when it can"));
            }
            return end != End.READER_STALLED;
        } catch (FeedException unread) {
            LOG.warn("A tail of the feed ends, because the journal could not be read; its reader resumes.", unread);
            responses.onError(interrupted("the journal could not be read; resume a little later"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            responses.onError(interrupted("this node stops; resume at another one, or a little later"));
        } catch (RuntimeException bug) {
            responses.onError(RefusalStatus.of(bug));
        }
        return false;
    }

    private void follow() throws InterruptedException {
        FeedOffset after = wish.from();
        if (after == null) {
            after = feed.end();
            if (!send(wish.messages().progress(after), after)) {
                return;
            }
        }
        while (end == null && !responses.isCancelled()) {
            FeedPage page = read(after);
            for (FeedEnvelope row : page.envelopes()) {
                R message = wish.messages().of(row);
                if (message != null) {
                    if (!send(message, row.offset())) {
                        return;
                    }
                    sent++;
                }
            }
            after = page.next();
            if (isProgressDue(after) && !send(wish.messages().progress(after), after)) {
                return;
            }
            pause(feed.pauseAfter(page));
        }
    }

    private boolean isProgressDue(FeedOffset after) {
        long silent = System.nanoTime() - lastSentNanos;
        boolean isNew = told == null || after.compareTo(told) > 0;
        return silent >= wish.heartbeatNanos() || (isNew && silent >= PROGRESS_NANOS);
    }

    private FeedPage read(FeedOffset after) throws InterruptedException {
        queries.acquire();
        try {
            return feed.read(after, wish.prefixes());
        } finally {
            queries.release();
        }
    }

    /** Sends when the reader can take it; false when the stream is to end instead. */
    private boolean send(R message, FeedOffset at) throws InterruptedException {
        lock.lock();
        try {
            long left = stallNanos;
            while (end == null && !responses.isReady()) {
                if (left <= 0) {
                    end = End.READER_STALLED;
                } else {
                    left = changed.awaitNanos(left);
                }
            }
        } finally {
            lock.unlock();
        }
        if (end != null) {
            return false;
        }
        responses.onNext(message);
        told = at;
        lastSentNanos = System.nanoTime();
        return true;
    }

    private void pause(Duration pause) throws InterruptedException {
        lock.lock();
        try {
            long left = pause.toNanos();
            while (end == null && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** UNAVAILABLE (FEED_INTERRUPTED): nothing is lost, whoever resumes misses nothing. */
    static StatusRuntimeException interrupted(String why) {
        return ErrorStatus.of(Code.UNAVAILABLE, RefusalStatus.DOMAIN, "FEED_INTERRUPTED", why)
                .toException();
    }
}
