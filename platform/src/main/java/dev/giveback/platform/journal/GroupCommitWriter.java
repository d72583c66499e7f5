package dev.giveback.platform.journal;

import akka.persistence.jdbc.journal.dao.JournalTables.JournalAkkaSerializationRow;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what many actors ask for in few transactions.
 *
 * <p>A write goes out at once when no writer is at work. Else writes gather, and a writer that is done takes them as one
 * batch, so the batch grows with the load. A writer whose batch was of several writes lets the next ones gather a little
 * longer: one commit for ten costs both processes hardly more than one for two. Under a trickle nobody waits for that. A
 * batch that the database refuses is halved until the refused write stands alone, so it harms nobody else; a write itself
 * is never divided.
 */
final class GroupCommitWriter {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitWriter.class);

    private final ConnectionSource connections;
    private final Executor executor;
    private final Limits limits;
    private final Consumer<BatchWritten> observer;
    private final LongConsumer pause;

    @GuardedBy("this")
    private final ArrayDeque<JournalWrite> waiting = new ArrayDeque<>();

    @GuardedBy("this")
    private int waitingRows;

    @GuardedBy("this")
    private int writers;

    GroupCommitWriter(ConnectionSource connections, Executor executor, Limits limits, Consumer<BatchWritten> observer) {
        this(connections, executor, limits, observer, LockSupport::parkNanos);
    }

    /**
     * Makes one.
     *
     * @param pause waits for so many nanoseconds, for none if it is given zero
     */
    GroupCommitWriter(
            ConnectionSource connections,
            Executor executor,
            Limits limits,
            Consumer<BatchWritten> observer,
            LongConsumer pause) {
        this.pause = pause;
        this.connections = connections;
        this.executor = executor;
        this.limits = limits;
        this.observer = observer;
    }

    /** Takes {@code write} over, and fails it when {@link Limits#waitingRows} would be exceeded. Never blocks. */
    void submit(JournalWrite write) {
        switch (admit(write)) {
            case FULL ->
                write.fail(new IllegalStateException("the journal has " + limits.waitingRows
                        + " rows waiting for the database (jdbc-journal.bufferSize): this write is refused"));
            case WAITS_FOR_A_BUSY_WRITER -> {}
            case NEEDS_A_WRITER -> startWriter();
        }
    }

    private synchronized Admission admit(JournalWrite write) {
        int rows = write.rows().size();
        if (waitingRows + rows > limits.waitingRows) {
            return Admission.FULL;
        }
        waiting.add(write);
        waitingRows += rows;
        if (writers > 0 && (writers == limits.writers || !isWorthAnotherWriter())) {
            return Admission.WAITS_FOR_A_BUSY_WRITER;
        }
        writers++;
        return Admission.NEEDS_A_WRITER;
    }

    /** Two half-empty batches cost both processes more than a full one, and each commit waits for the other's. */
    @GuardedBy("this")
    private boolean isWorthAnotherWriter() {
        return waitingRows >= limits.batchRows / 4;
    }

    private void startWriter() {
        try {
            executor.execute(this::writeUntilNothingWaits);
        } catch (RejectedExecutionException e) {
            // The system is shutting down.
            takeAll().forEach(write -> write.fail(e));
        }
    }

    private void writeUntilNothingWaits() {
        for (List<JournalWrite> batch = takeBatch(); !batch.isEmpty(); batch = takeBatch()) {
            write(batch);
            if (batch.size() > 1 && !manyWait()) {
                pause.accept(limits.gather.toNanos());
            }
        }
    }

    private synchronized boolean manyWait() {
        return isWorthAnotherWriter();
    }

    /**
     * The next batch in the order of arrival. When there is none, or too little for a second writer, the caller ceases to
     * be one, in the same moment: what waits is either nothing or what the writer that remains will take.
     */
    private synchronized List<JournalWrite> takeBatch() {
        List<JournalWrite> batch = new ArrayList<>();
        if (writers > 1 && !isWorthAnotherWriter()) {
            writers--;
            return batch;
        }
        int rows = 0;
        long bytes = 0;
        for (JournalWrite next = waiting.peek(); next != null; next = waiting.peek()) {
            rows += next.rows().size();
            bytes += next.bytes();
            if (!batch.isEmpty() && (rows > limits.batchRows || bytes > limits.batchBytes)) {
                break;
            }
            batch.add(waiting.remove());
            waitingRows -= next.rows().size();
        }
        if (batch.isEmpty()) {
            writers--;
        }
        return batch;
    }

    private synchronized List<JournalWrite> takeAll() {
        List<JournalWrite> all = List.copyOf(waiting);
        waiting.clear();
        waitingRows = 0;
        writers--;
        return all;
    }

    private void write(List<JournalWrite> batch) {
        try {
            insert(batch);
        } catch (SQLException e) {
            if (batch.size() > 1 && SqlFailure.concernsSomeRows(e)) {
                int half = batch.size() / 2;
                write(batch.subList(0, half));
                write(batch.subList(half, batch.size()));
            } else {
                fail(batch, e);
            }
            return;
        } catch (RuntimeException | Error e) {
            // A writer that ended here would still count as one, and all that comes after it would wait for it.
            fail(batch, e);
            return;
        }
        batch.forEach(JournalWrite::succeed);
    }

    private void insert(List<JournalWrite> batch) throws SQLException {
        List<JournalAkkaSerializationRow> rows =
                batch.stream().flatMap(write -> write.rows().stream()).toList();
        long bytes = batch.stream().mapToLong(JournalWrite::bytes).sum();
        long start = System.nanoTime();
        try (Connection connection = connections.open()) {
            BatchInsert.execute(connection, rows);
        }
        observer.accept(new BatchWritten(batch.size(), rows.size(), bytes, System.nanoTime() - start));
    }

    private static void fail(List<JournalWrite> batch, Throwable cause) {
        LOG.warn("{} writes failed: {}", batch.size(), cause.toString());
        batch.forEach(write -> write.fail(cause));
    }

    /** Where connections that commit by themselves come from. */
    @FunctionalInterface
    interface ConnectionSource {
        Connection open() throws SQLException;
    }

    /**
     * How much may be held and done at once.
     *
     * @param waitingRows rows that may wait for a writer
     * @param batchRows rows of one batch; a single larger write is a batch of its own
     * @param batchBytes bytes of payload in one batch; a single larger write is a batch of its own
     * @param writers batches that are written at the same time
     * @param gather how long a busy writer lets writes gather for its next batch, unless many wait already; may be zero
     */
    record Limits(int waitingRows, int batchRows, long batchBytes, int writers, Duration gather) {}

    private enum Admission {
        FULL,
        WAITS_FOR_A_BUSY_WRITER,
        NEEDS_A_WRITER
    }
}
