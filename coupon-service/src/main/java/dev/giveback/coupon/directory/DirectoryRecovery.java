package dev.giveback.coupon.directory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the read model of the campaigns was lost or set back, and tells it anew. It looks at it whole at the start and when the
 * projection has doubts, and every two seconds whether a table was emptied.
 */
public final class DirectoryRecovery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryRecovery.class);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final long STOP_SECONDS = 20;

    private final DataSource source;
    private final DirectoryRebuild rebuild;
    private final RecoveryRecord record;
    private final Runnable rest;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("campaign-directory-recovery").daemon().factory());
    private volatile boolean closing;
    private volatile boolean doubted = true;
    private boolean[] filled = {false, false, false, false};
    private long tryAfterNanos = System.nanoTime();

    private DirectoryRecovery(DataSource source, RecoveryRecord record, Runnable rest) {
        this.source = source;
        this.rebuild = new DirectoryRebuild(source);
        this.record = record;
        this.rest = rest;
    }

    /**
     * Starts to look after the read model.
     *
     * @param source of which a rebuild holds one connection
     * @param rest called every few milliseconds of a rebuild, to give way to others
     */
    public static DirectoryRecovery start(DataSource source, RecoveryRecord record, Runnable rest) {
        DirectoryRecovery recovery = new DirectoryRecovery(source, record, rest);
        var unused = recovery.timer.scheduleWithFixedDelay(
                recovery::lookOrLog, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        return recovery;
    }

    /** The projection could not apply what the journal holds: all of the read model is looked at soon. */
    public void doubt() {
        doubted = true;
    }

    /** Never throws: what a scheduled task throws would end the schedule without a word. */
    private void lookOrLog() {
        if (System.nanoTime() - tryAfterNanos < 0) {
            return;
        }
        try {
            Optional<String> problem = look();
            if (problem.isPresent()) {
                LOG.warn("campaign directory: {}; it is told anew from the journal", problem.get());
                record.around(problem.get(), this::recover);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            doubted = true;
            tryAfterNanos = System.nanoTime() + RETRY.toNanos();
            if (!closing) {
                LOG.warn("campaign directory: not told anew; it is tried again after {}", RETRY, failed);
            }
        }
    }

    private Optional<String> look() throws SQLException {
        try (Connection connection = source.getConnection()) {
            boolean[] now = DirectoryFit.filled(connection);
            boolean isEmptied = false;
            for (int i = 0; i < now.length; i++) {
                isEmptied |= filled[i] && !now[i];
            }
            filled = now;
            if (isEmptied || !now[0]) {
                return Optional.of("a table of it was emptied");
            }
            if (doubted) {
                doubted = false;
                return atOneMoment(connection);
            }
            return Optional.empty();
        }
    }

    private static Optional<String> atOneMoment(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try {
            return DirectoryFit.problem(connection);
        } finally {
            connection.rollback();
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            connection.setAutoCommit(true);
        }
    }

    private Map<String, String> recover() throws SQLException, InterruptedException {
        RebuildOutcome outcome = rebuild.all(false, new Steps());
        LOG.info(
                "campaign directory: told anew from {} events; {} rows were wrong",
                outcome.events(),
                outcome.differences());
        return Map.of(
                "events", Long.toString(outcome.events()),
                "campaigns", Long.toString(outcome.campaigns()),
                "differences", Long.toString(outcome.differences()));
    }

    /** Ends a rebuild at its next step; the next start goes on with it. */
    @Override
    public void close() {
        closing = true;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("campaign directory: its rebuild did not end in time; the next start begins it anew");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
    }

    /** Rests as told, and ends when the service stops. */
    private final class Steps implements RebuildSteps {
        @Override
        public void step() throws InterruptedException {
            if (closing) {
                throw new InterruptedException("the service stops");
            }
            rest.run();
        }

        @Override
        public void at(long events, long total) {
            // Nobody watches.
        }
    }
}
