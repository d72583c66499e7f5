package dev.giveback.recommendation.outcomes;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Timestamps;
import dev.giveback.admin.v1.AdminContext;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.loyalty.v1.TailEventsRequest;
import dev.giveback.loyalty.v1.TailEventsResponse;
import dev.giveback.platform.tail.FeedWatch;
import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.Status;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the journals of programs that show lists, once in the cluster, and writes down what came of the lists. The place in the feed is saved in one
 * transaction with all that was written up to it, so each event takes effect exactly once, whatever ends the reader. Nothing is read while no program
 * has shown any list; the first time it begins at the journal's end, because nothing was shown before. So it does when the journal is another
 * one than before.
 */
public final class OutcomeReader implements AutoCloseable {
    /** Under which it is listed. */
    public static final String NAME = "outcomes";

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeReader.class);

    /** A feed can be asked for so many programs by name; with more, all programs' events come, and those of others are passed over. */
    private static final int MAX_NAMED = 100;

    private static final int GROUP = 500;
    private static final long PAUSE_MILLIS = 1_000;
    private static final long POLL_MILLIS = 200;
    private static final int HEARTBEAT_SECONDS = 5;
    private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(6 * HEARTBEAT_SECONDS);
    private static final long PRUNE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long STOP_MILLIS = 15_000;
    /** The longest that the journal may take to tell where it ends. */
    private static final long END_MILLIS = 5_000;

    private final Channel loyalty;
    private final DataSource tables;
    private final InstantSource clock;
    private final Thread thread;
    /** Not an interrupt, which would break the connection in use. */
    private final CountDownLatch closing = new CountDownLatch(1);

    // Of the reader's thread alone.
    private boolean lost;
    private long prunedNanos = System.nanoTime() - PRUNE_NANOS;

    private OutcomeReader(Channel loyalty, DataSource tables, InstantSource clock) {
        this.loyalty = loyalty;
        this.tables = tables;
        this.clock = clock;
        thread = Thread.ofVirtual().name("outcome-reader").unstarted(this::run);
    }

    /**
     * Starts it.
     *
     * @param loyalty to loyalty-service, which need not be there yet
     * @param tables connections that find the tables; it keeps one of them
     */
    public static OutcomeReader start(Channel loyalty, DataSource tables, InstantSource clock) {
        OutcomeReader reader = new OutcomeReader(loyalty, tables, clock);
        reader.thread.start();
        return reader;
    }

    /** Reads no further and returns when what was read is written or given up; it comes again after the next start. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(java.time.Duration.ofMillis(STOP_MILLIS))) {
                LOG.warn("The reader of outcomes did not end within {} ms.", STOP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isClosing()) {
                readIfReader();
                var unused = closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            LOG.debug("The reader of outcomes was interrupted.", e);
        }
    }

    private void readIfReader() throws InterruptedException {
        try (Connection connection = tables.getConnection()) {
            OutcomeProgress progress = new OutcomeProgress(connection);
            if (progress.isReader()) {
                progress.asReader(() -> {
                    prune(connection);
                    read(connection, progress, new FeedWatch(connection, NAME));
                });
            }
        } catch (SQLException | RuntimeException e) {
            tellLost(e);
        } catch (Error e) {
            // Whatever it is, the next round may go well; nobody else would read.
            tellBroken(e);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void tellLost(Exception failure) {
        if (!lost && !isClosing()) {
            lost = true;
            LOG.warn(
                    "The feed of outcomes is lost: {}. It is tried again every {} ms.",
                    reasonOf(failure),
                    PAUSE_MILLIS);
            LOG.debug("How it was lost.", failure);
        }
    }

    private void tellBroken(Error failure) {
        if (!lost && !isClosing()) {
            lost = true;
            LOG.error("The feed of outcomes is broken off. It is tried again every {} ms.", PAUSE_MILLIS, failure);
        }
    }

    private static String reasonOf(Exception failure) {
        return String.valueOf(failure.getCause() == null ? failure : failure.getCause());
    }

    private void tellBack() {
        if (lost) {
            lost = false;
            LOG.info("The feed of outcomes is back.");
        }
    }

    /** Returns when there is nothing to be read. */
    private void read(Connection connection, OutcomeProgress progress, FeedWatch watch)
            throws SQLException, InterruptedException {
        Set<String> programs = progress.showing();
        while (!programs.isEmpty() && !isClosing() && !watch.isPaused()) {
            read(connection, progress, programs, watch);
            programs = progress.showing();
        }
        if (programs.isEmpty()) {
            watch.current();
        }
    }

    /** Returns when another program shows lists too, or somebody paused it. */
    private void read(Connection connection, OutcomeProgress progress, Set<String> programs, FeedWatch watch)
            throws SQLException, InterruptedException {
        if (progress.transaction() > endOfJournal(progress)) {
            startOver(progress, "it ends before the place that was read");
        }
        String token = progress.token();
        if (!token.isEmpty()) {
            progress.follow(programs);
        }
        BlockingQueue<TailEventsResponse> queue = new ArrayBlockingQueue<>(2 * GROUP);
        CompletableFuture<Void> end = new CompletableFuture<>();
        try (Context.CancellableContext context = Context.ROOT.withCancellation()) {
            TailEventsRequest request = request(token, programs);
            Thread pump = Thread.ofVirtual().name("outcome-pump").start(context.wrap(() -> pump(request, queue, end)));
            try {
                take(queue, end, new Work(connection, progress, programs, watch));
            } finally {
                context.cancel(null);
                pump.interrupt();
            }
        }
    }

    /** The transaction of the journal's last event; nobody is asked while nothing was read. */
    private long endOfJournal(OutcomeProgress progress) throws SQLException {
        if (progress.transaction() == 0) {
            return 0;
        }
        try (Context.CancellableContext context = Context.ROOT.withCancellation()) {
            Context before = context.attach();
            try {
                return JournalServiceGrpc.newBlockingStub(loyalty)
                        .withDeadlineAfter(END_MILLIS, TimeUnit.MILLISECONDS)
                        .tailEvents(request("where the journal ends")
                                .setFromEnd(true)
                                .build())
                        .next()
                        .getTransaction();
            } finally {
                context.detach(before);
            }
        }
    }

    private static void startOver(OutcomeProgress progress, String why) throws SQLException {
        LOG.warn(
                "The journal is not the one that outcomes were read from before ({}): they are read from its end on, and what was bought there"
                        + " before is none.",
                why);
        progress.together(progress::forget);
    }

    private static TailEventsRequest.Builder request(String reason) {
        return TailEventsRequest.newBuilder()
                .setContext(AdminContext.newBuilder()
                        .setOperator("recommendation-service")
                        .setReason(reason))
                .setHeartbeatInterval(Duration.newBuilder().setSeconds(HEARTBEAT_SECONDS));
    }

    private static TailEventsRequest request(String token, Set<String> programs) {
        TailEventsRequest.Builder request = request("outcomes of recommendations")
                .setResumeToken(token)
                .setFromEnd(token.isEmpty())
                .addAllTypes(HappeningMapper.TYPES);
        if (programs.size() <= MAX_NAMED) {
            programs.forEach(program -> request.addPrograms("programs/" + program));
        }
        return request.build();
    }

    private void pump(TailEventsRequest request, BlockingQueue<TailEventsResponse> queue, CompletableFuture<Void> end) {
        try {
            Iterator<TailEventsResponse> messages =
                    JournalServiceGrpc.newBlockingStub(loyalty).tailEvents(request);
            while (messages.hasNext()) {
                queue.put(messages.next());
            }
            end.complete(null);
        } catch (InterruptedException e) {
            end.complete(null);
        } catch (RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    /** What one feed is read into. */
    private record Work(Connection connection, OutcomeProgress progress, Set<String> programs, FeedWatch watch) {}

    private void take(BlockingQueue<TailEventsResponse> queue, CompletableFuture<Void> end, Work work)
            throws SQLException, InterruptedException {
        long heardNanos = System.nanoTime();
        boolean isHeard = false;
        while (!isClosing()
                && !work.watch().isPaused()
                && work.programs().equals(work.progress().showing())) {
            List<TailEventsResponse> group = next(queue);
            if (!group.isEmpty()) {
                heardNanos = System.nanoTime();
                isHeard = true;
                write(group, work);
                work.watch().upTo(recordMillis(group.getLast()));
                tellBack();
            } else if (isPlaceRefused(end)) {
                startOver(work.progress(), "it refuses the place where it should go on");
                return;
            } else if (end.isDone() || System.nanoTime() - heardNanos > SILENCE_NANOS) {
                throw new IllegalStateException("feed: ended or silent (expected: it goes on)", failureOf(end));
            } else if (isHeard) {
                work.watch().current();
            }
            settle(work);
            prune(work.connection());
        }
    }

    private static boolean isPlaceRefused(CompletableFuture<Void> end) {
        Throwable failure = failureOf(end);
        if (failure == null) {
            return false;
        }
        Status status = Status.fromThrowable(failure);
        return status.getCode() == Status.Code.INVALID_ARGUMENT
                && String.valueOf(status.getDescription()).contains("resume_token");
    }

    private static @Nullable Throwable failureOf(CompletableFuture<Void> end) {
        return end.isCompletedExceptionally() ? end.exceptionNow() : null;
    }

    private static List<TailEventsResponse> next(BlockingQueue<TailEventsResponse> queue) throws InterruptedException {
        TailEventsResponse first = queue.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        List<TailEventsResponse> group = new ArrayList<>();
        if (first != null) {
            group.add(first);
            queue.drainTo(group, GROUP - 1);
        }
        return group;
    }

    private void write(List<TailEventsResponse> group, Work work) throws SQLException {
        List<Happening> happenings = group.stream()
                .map(HappeningMapper::read)
                .filter(Objects::nonNull)
                .filter(happening -> work.programs().contains(happening.program()))
                .toList();
        long recordMillis =
                group.stream().mapToLong(OutcomeReader::recordMillis).max().orElse(0);
        long transaction = group.stream()
                .filter(message -> !message.getCustomer().isEmpty())
                .mapToLong(TailEventsResponse::getTransaction)
                .max()
                .orElse(0);
        work.progress().together(() -> {
            new OutcomeLedger(work.connection(), clock.millis()).write(happenings);
            work.progress().save(group.getLast().getResumeToken(), recordMillis, transaction);
            work.progress().follow(work.programs());
        });
    }

    private static long recordMillis(TailEventsResponse message) {
        return Timestamps.toMillis(message.getRecordTime());
    }

    private void settle(Work work) throws SQLException {
        work.progress().together(() -> new OutcomeLedger(work.connection(), clock.millis()).settle());
    }

    private void prune(Connection connection) throws SQLException {
        if (System.nanoTime() - prunedNanos >= PRUNE_NANOS) {
            prunedNanos = System.nanoTime();
            OutcomePruning.step(connection, clock.millis());
        }
    }
}
