package dev.giveback.loyalty.backtest;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.giveback.journal.v1.JournalRecord;
import dev.giveback.loyalty.journal.StoredCustomerEvent;
import dev.giveback.loyalty.shadow.CustomerTrial;
import dev.giveback.loyalty.shadow.Trial;
import dev.giveback.loyalty.shadow.TrialSums;
import dev.giveback.platform.journal.JournalRow;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A thread that tells the lives of some customers again. Rows of one customer come one after the other, and all to the same thread. */
final class TrialThread implements AutoCloseable {
    private static final int PAGES_AHEAD = 4;
    private static final List<JournalRow> END = List.of();

    private final Trial trial;
    private final int prefixLength;
    private final TrialSums sums;
    private final BlockingQueue<List<JournalRow>> pages = new ArrayBlockingQueue<>(PAGES_AHEAD);
    private final Thread thread;
    private volatile @Nullable Exception failure;
    private String persistenceId = "";
    private @Nullable CustomerTrial customer;

    /** @param prefixLength of the persistence ids, before the customer's own id */
    TrialThread(Trial trial, int prefixLength, int number) {
        this.trial = trial;
        this.prefixLength = prefixLength;
        this.sums = new TrialSums(trial);
        this.thread = Thread.ofPlatform().daemon().name("backtest-" + number).start(this::run);
    }

    /** Hands over rows; waits while the thread has enough to do. */
    void take(List<JournalRow> rows) throws Exception {
        while (!pages.offer(rows, 20, TimeUnit.MILLISECONDS)) {
            throwFailure();
        }
    }

    /** Waits until everything handed over is done, and gives what came of it. */
    TrialSums finish() throws Exception {
        take(END);
        while (!thread.join(java.time.Duration.ofMillis(20))) {
            throwFailure();
        }
        throwFailure();
        return sums;
    }

    private void throwFailure() throws Exception {
        Exception failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    private void run() {
        try {
            List<JournalRow> rows = pages.take();
            while (!rows.isEmpty()) {
                for (JournalRow row : rows) {
                    add(row);
                }
                rows = pages.take();
            }
            endCustomer();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (InvalidProtocolBufferException | RuntimeException failed) {
            failure = failed;
        }
    }

    private void add(JournalRow row) throws InvalidProtocolBufferException {
        CustomerTrial current = customer;
        if (current == null || !row.persistenceId().equals(persistenceId)) {
            endCustomer();
            persistenceId = row.persistenceId();
            current = new CustomerTrial(trial, persistenceId.substring(prefixLength), sums);
            customer = current;
        }
        current.add(
                StoredCustomerEvent.of(JournalRecord.parseFrom(row.payload())).event());
    }

    private void endCustomer() {
        if (customer != null) {
            customer.end();
        }
    }

    /** Ends the thread, whatever it is at. */
    @Override
    public void close() {
        thread.interrupt();
    }
}
