package dev.giveback.loyalty.feed;

import dev.giveback.loyalty.contract.RefusalStatus;
import dev.giveback.platform.contract.CallFailure;
import dev.giveback.platform.feed.JournalFeed;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/** The streams of the feeds that are open. Without one nothing is read. */
public final class Tails implements AutoCloseable {
    /** Tails read beside the checkouts, on the same processors: more queries at once would only take turns. */
    private static final int QUERIES_AT_ONCE = 2;

    private final JournalFeed feed;
    private final TailSettings settings;
    private final Semaphore queries = new Semaphore(QUERIES_AT_ONCE, true);
    private final Set<Tail<?>> open = new HashSet<>();
    private boolean isDraining;

    /** None yet. */
    public Tails(JournalFeed feed, TailSettings settings) {
        this.feed = feed;
        this.settings = settings;
    }

    /** How many are open. */
    public synchronized int open() {
        return open.size();
    }

    /** Opens a stream, or refuses it: UNAVAILABLE while this node stops, RESOURCE_EXHAUSTED (OVERLOADED) when there are too many. */
    <R> void open(Tail.Wish<R> wish, StreamObserver<R> responses) {
        open(wish, responses, TailRecord.NONE);
    }

    /** The same between two records. */
    <R> void open(Tail.Wish<R> wish, StreamObserver<R> responses, TailRecord record) {
        Tail<R> tail = new Tail<>(feed, queries, settings.stallLimit(), wish, (ServerCallStreamObserver<R>) responses);
        synchronized (this) {
            if (isDraining) {
                responses.onError(Tail.interrupted("this node stops; resume at another one, or a little later"));
                return;
            }
            if (open.size() >= settings.maxTails()) {
                responses.onError(CallFailure.shed(
                        RefusalStatus.DOMAIN,
                        "OVERLOADED",
                        "streams of the feed: " + settings.maxTails() + " are open, the most that there may be"));
                return;
            }
            open.add(tail);
        }
        Thread.ofVirtual().name("feed-tail").start(() -> run(tail, record));
    }

    private void run(Tail<?> tail, TailRecord record) {
        try {
            if (isBegun(tail, record)) {
                boolean wasWell = tail.run();
                record.end(tail.sent(), wasWell);
            }
        } finally {
            synchronized (this) {
                open.remove(tail);
                notifyAll();
            }
        }
    }

    private static boolean isBegun(Tail<?> tail, TailRecord record) {
        try {
            record.begin();
            return true;
        } catch (RuntimeException unrecorded) {
            tail.fail(unrecorded);
            return false;
        }
    }

    /** Ends every stream in its own words and opens no more; returns when all have ended or the closer is interrupted. */
    @Override
    public synchronized void close() {
        isDraining = true;
        List.copyOf(open).forEach(Tail::drain);
        try {
            while (!open.isEmpty()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
