package dev.giveback.platform.tail;

import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one feed of another service, once in the cluster, and goes on after whatever goes wrong. What comes of it is its {@link Tail}'s
 * affair.
 */
public final class FeedReader<M> implements AutoCloseable {
    /** The longest that whoever is told something may take to record it. */
    public static final Duration ANSWER_LIMIT = Duration.ofSeconds(15);

    private static final Logger LOG = LoggerFactory.getLogger(FeedReader.class);

    private static final int GROUP = 500;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(200);
    /** A group costs several round trips, whatever it holds, so it waits so long for more. */
    private static final Duration GATHER = Duration.ofMillis(50);

    /** A feed that was just opened may still be looking for its first message. */
    private static final long OPENING_NANOS = Duration.ofSeconds(5).toNanos();

    private final FeedName name;
    private final DataSource tables;
    private final Tail<M> tail;
    private final Thread thread;
    private volatile boolean closing;

    /** Of the reader's thread alone. */
    private boolean isLost;

    private FeedReader(FeedName name, DataSource tables, Tail<M> tail) {
        this.name = name;
        this.tables = tables;
        this.tail = tail;
        thread = Thread.ofVirtual().name("feed-of-" + name.reader()).unstarted(this::run);
    }

    /**
     * Starts it.
     *
     * @param tables connections that find the table {@code feed_progress}; it keeps one of them
     */
    public static <M> FeedReader<M> start(FeedName name, DataSource tables, Tail<M> tail) {
        FeedReader<M> reader = new FeedReader<>(name, tables, tail);
        reader.thread.start();
        return reader;
    }

    /** Reads no further and returns when what was read is recorded or given up; it comes again after the next start. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            if (!thread.join(ANSWER_LIMIT)) {
                LOG.warn("The reader of the feed of {} did not end within {}.", name.reader(), ANSWER_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try (Connection connection = tables.getConnection()) {
                FeedProgress progress = new FeedProgress(connection, name);
                if (progress.isReader()) {
                    try {
                        read(progress, new FeedWatch(connection, name.reader()));
                    } finally {
                        progress.unlock();
                    }
                }
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                if (closing) {
                    return;
                }
            } catch (SQLException | RuntimeException | Error | ExecutionException | TimeoutException e) {
                if (!closing) {
                    lost(e);
                    pause();
                }
            }
        }
    }

    /** Says it once, however often it is tried again. */
    private void lost(Throwable why) {
        if (!isLost) {
            isLost = true;
            LOG.warn(
                    "The feed of {} cannot be read; it is tried again every {}: {}",
                    name.reader(),
                    PAUSE,
                    why.toString());
        }
        LOG.debug("The feed of {} could not be read.", name.reader(), why);
    }

    private void found() {
        if (isLost) {
            isLost = false;
            LOG.info("The feed of {} is read again.", name.reader());
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            LOG.debug("The pause was interrupted; the reader closes or goes on.", e);
        }
    }

    /** Returns when there is nothing to be read, the feed has ended, or somebody paused it. */
    private void read(FeedProgress progress, FeedWatch watch)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        boolean goesOn = true;
        while (goesOn && !closing && !watch.isPaused()) {
            Supplier<Iterator<M>> opening = tail.opening(progress);
            if (opening == null) {
                watch.current();
            }
            goesOn = opening != null && read(opening, progress, watch);
        }
    }

    /** Returns whether the feed is to be opened anew at once. */
    private boolean read(Supplier<Iterator<M>> opening, FeedProgress progress, FeedWatch watch)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        BlockingQueue<M> queue = new ArrayBlockingQueue<>(2 * GROUP);
        CompletableFuture<Void> end = new CompletableFuture<>();
        boolean isCurrent = true;
        boolean rests = false;
        long openedNanos = System.nanoTime();
        try (Context.CancellableContext context = Context.ROOT.withCancellation()) {
            Thread pump = Thread.ofVirtual()
                    .name("pump-of-" + name.reader())
                    .start(context.wrap(() -> pump(opening, queue, end)));
            try {
                while (isCurrent && !closing && !rests && !(end.isDone() && queue.isEmpty())) {
                    M last = take(queue, progress);
                    if (last != null) {
                        watch.upTo(tail.recordMillis(last));
                    } else if (!end.isDone() && System.nanoTime() - openedNanos > OPENING_NANOS) {
                        watch.current();
                    }
                    tail.meanwhile(progress);
                    isCurrent = tail.isCurrent();
                    rests = watch.isPaused();
                }
            } finally {
                context.cancel(null);
                pump.interrupt();
            }
        }
        if (!isCurrent || rests) {
            return true;
        }
        return isOpenedAnew(end, progress);
    }

    private boolean isOpenedAnew(CompletableFuture<Void> end, FeedProgress progress)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        try {
            end.get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return false;
        } catch (ExecutionException ended) {
            if (ended.getCause() instanceof StatusRuntimeException refusal && tail.recovers(refusal, progress)) {
                return true;
            }
            throw ended;
        }
    }

    private void pump(Supplier<Iterator<M>> opening, BlockingQueue<M> queue, CompletableFuture<Void> end) {
        try {
            Iterator<M> messages = opening.get();
            while (messages.hasNext()) {
                queue.put(messages.next());
            }
            end.complete(null);
        } catch (InterruptedException e) {
            end.complete(null);
        } catch (Throwable failed) {
            // Whatever it is, the reader must learn that nothing more comes.
            end.completeExceptionally(failed);
        }
    }

    /** The last of what was taken; null if there was nothing. */
    private @Nullable M take(BlockingQueue<M> queue, FeedProgress progress)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        M first = queue.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
        if (first == null) {
            return null;
        }
        List<M> group = new ArrayList<>(List.of(first));
        gather(queue, group);
        tail.record(group, progress);
        found();
        return group.getLast();
    }

    /** Adds what comes soon, until the group is full. */
    private void gather(BlockingQueue<M> queue, List<M> group) throws InterruptedException {
        long end = System.nanoTime() + GATHER.toNanos();
        for (long left = GATHER.toNanos(); left > 0 && group.size() < GROUP; left = end - System.nanoTime()) {
            M next = queue.poll(left, TimeUnit.NANOSECONDS);
            if (next == null) {
                return;
            }
            group.add(next);
            queue.drainTo(group, GROUP - group.size());
        }
    }
}
