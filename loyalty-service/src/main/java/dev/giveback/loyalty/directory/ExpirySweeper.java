package dev.giveback.loyalty.directory;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has expired points and coupons recorded: at every interval it asks the customers whose next expiry is past, some at once, and takes note of when
 * to look at each again. Balances are right without it; it is there so that the journal and the sums tell what expired.
 *
 * <p>One sweep runs at a time in this process. Two processes that sweep ask twice and record once.
 */
public final class ExpirySweeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ExpirySweeper.class);
    /** What a customer may take to answer, and what a stop waits for those that were asked. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private final DueCustomers due;
    private final PointExpiry expiry;
    private final SweepSettings settings;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("expiry-sweeper").daemon().factory());
    private final ExecutorService askers;
    private volatile boolean closing;

    ExpirySweeper(DataSource source, PointExpiry expiry, SweepSettings settings, InstantSource clock) {
        this.due = new DueCustomers(source);
        this.expiry = expiry;
        this.settings = settings;
        this.clock = clock;
        this.askers = Executors.newFixedThreadPool(
                settings.inFlight(),
                Thread.ofVirtual().name("expiry-sweeper-", 0).factory());
    }

    /**
     * Starts it; the first sweep comes after one interval.
     *
     * @param source connections that find the directory; at most {@link SweepSettings#inFlight} are taken at once, each for one statement
     * @param expiry called on threads of the sweeper's own
     * @param clock says whose points are due
     */
    public static ExpirySweeper start(
            DataSource source, PointExpiry expiry, SweepSettings settings, InstantSource clock) {
        ExpirySweeper sweeper = new ExpirySweeper(source, expiry, settings, clock);
        sweeper.schedule();
        return sweeper;
    }

    void schedule() {
        long millis = settings.interval().toMillis();
        var unused = timer.scheduleWithFixedDelay(this::sweepOrLog, millis, millis, TimeUnit.MILLISECONDS);
    }

    /** Begins no further sweep, asks no further customer, and waits for those that were asked. */
    @Override
    public void close() {
        closing = true;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(2 * ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("expiry sweep: not ended in time; it is broken off");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
        askers.shutdownNow();
    }

    /** Never throws: what a scheduled task throws would end the schedule without a word. */
    private void sweepOrLog() {
        try {
            sweep();
        } catch (SQLException | RuntimeException e) {
            log.warn(
                    "expiry sweep: the directory could not be read; it is tried again after {}",
                    settings.interval(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One sweep; blocks until every customer that it took has answered or failed. */
    Sweep sweep() throws SQLException, InterruptedException {
        List<CustomerKey> customers = due.first(settings.customers(), clock.instant());
        List<Callable<@Nullable Void>> tasks = new ArrayList<>();
        customers.forEach(customer -> tasks.add(() -> ask(customer)));
        List<Throwable> failures = new ArrayList<>();
        for (Future<?> task : askers.invokeAll(tasks)) {
            if (task.state() == Future.State.FAILED) {
                failures.add(task.exceptionNow());
            }
        }
        Sweep sweep = new Sweep(customers.size(), failures.size());
        if (!failures.isEmpty()) {
            log.warn(
                    "expiry sweep: {} of {} customers failed and are asked again after {}; the first failure",
                    sweep.failed(),
                    sweep.customers(),
                    settings.interval(),
                    failures.getFirst());
        }
        return sweep;
    }

    private @Nullable Void ask(CustomerKey key) throws Exception {
        if (closing) {
            return null;
        }
        try {
            PointExpiry.Outcome outcome = expiry.expire(key.program(), key.customer())
                    .toCompletableFuture()
                    .get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            due.answered(key, outcome, clock.instant());
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            due.failed(key, clock.instant());
            throw e;
        }
        return null;
    }

    /**
     * What one sweep did.
     *
     * @param customers that were due and were taken
     * @param failed those of them that are still due because they could not be asked
     */
    record Sweep(int customers, int failed) {}
}
