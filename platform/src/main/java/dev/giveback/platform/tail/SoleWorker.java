package dev.giveback.platform.tail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a work in rounds, on one node of the cluster at a time, and goes on after whatever goes wrong. */
public final class SoleWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SoleWorker.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final FeedName name;
    private final DataSource source;
    private final Duration interval;
    private final Round round;
    private final Thread thread;
    /** Not an interrupt, which would break the connection in use. */
    private final CountDownLatch closing = new CountDownLatch(1);

    /** Of the worker's thread alone. */
    private boolean isFailing;

    private SoleWorker(FeedName name, DataSource source, Duration interval, Round round) {
        this.name = name;
        this.source = source;
        this.interval = interval;
        this.round = round;
        thread = Thread.ofVirtual().name("worker-of-" + name.reader()).unstarted(this::run);
    }

    /** One round of a work; it ends by itself, within seconds. */
    @FunctionalInterface
    public interface Round {
        /** Works, and says whether there is more to be done at once. */
        boolean work() throws SQLException, InterruptedException;
    }

    /**
     * Starts it.
     *
     * @param name of the work and of its lock
     * @param source of the connection that holds the lock during a round
     * @param interval between rounds
     */
    public static SoleWorker start(FeedName name, DataSource source, Duration interval, Round round) {
        SoleWorker worker = new SoleWorker(name, source, interval, round);
        worker.thread.start();
        return worker;
    }

    /** Begins no further round and returns when the one that is under way has ended. */
    @Override
    public void close() {
        closing.countDown();
        try {
            if (!thread.join(STOP_LIMIT)) {
                LOG.warn("The worker of {} did not end within {}.", name.reader(), STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (closing.getCount() > 0) {
                if (!isMore()) {
                    var unused = closing.await(interval.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The worker of {} was interrupted.", name.reader(), e);
        }
    }

    private boolean isMore() throws InterruptedException {
        try (Connection connection = source.getConnection()) {
            FeedProgress lock = new FeedProgress(connection, name);
            if (!lock.isReader()) {
                return false;
            }
            try {
                boolean isMore = round.work();
                isFailing = false;
                return isMore;
            } finally {
                lock.unlock();
            }
        } catch (SQLException | RuntimeException | Error failure) {
            // Whatever it is, the next round may go well; nobody else would do it.
            tell(failure);
            return false;
        }
    }

    /** Says it once, however often it is tried again. */
    private void tell(Throwable failure) {
        if (!isFailing && closing.getCount() > 0) {
            isFailing = true;
            LOG.warn(
                    "The work of {} failed; it is tried again every {}: {}",
                    name.reader(),
                    interval,
                    failure.toString());
        }
        LOG.debug("The work of {} failed.", name.reader(), failure);
    }
}
