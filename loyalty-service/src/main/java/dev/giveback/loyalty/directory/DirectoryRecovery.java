package dev.giveback.loyalty.directory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the read model was lost, and rebuilds it. At the start it is looked at whole: whether it is what the marker says, and the
 * journal the one that the marker was taken from. Later it is looked whether a table was emptied, and all of it again when the projection
 * has doubts. What does not fit is marked as lost at once, so that nothing is answered from it, and rebuilt on a thread of its own; the
 * service runs on meanwhile.
 */
public final class DirectoryRecovery implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DirectoryRecovery.class);
    private static final long STOP_SECONDS = 20;
    private static final long NEVER_TRIED = 0;

    private final DataSource source;
    private final DirectoryRebuild rebuild;
    private final RecoveryRecord record;
    private final RecoverySettings settings;
    private final Runnable rest;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("directory-recovery").daemon().factory());
    private volatile boolean closing;
    private volatile boolean doubted;
    private volatile boolean rebuilding;
    private long failedNanos = NEVER_TRIED;
    /** What was found wrong; empty when nothing is. Only the start and, after it, the timer's thread look. */
    private String why = "";

    private DirectoryRecovery(DataSource source, RecoveryRecord record, RecoverySettings settings, Runnable rest) {
        this.source = source;
        this.rebuild = new DirectoryRebuild(source);
        this.record = record;
        this.settings = settings;
        this.rest = rest;
    }

    /**
     * Looks at the read model, so that from its return on nothing is answered from one that is lost, and then looks after it.
     *
     * @param source connections that find journal and directory; two at most are taken at once
     * @param record where a rebuild is recorded
     * @param rest called every few milliseconds of a rebuild, to give way to others
     * @throws SQLException when it cannot be looked at
     */
    public static DirectoryRecovery start(
            DataSource source, RecoveryRecord record, RecoverySettings settings, Runnable rest) throws SQLException {
        DirectoryRecovery recovery = new DirectoryRecovery(source, record, settings, rest);
        recovery.rebuild.dropRemains();
        recovery.look();
        recovery.alignOffset();
        long millis = settings.interval().toMillis();
        var unused = recovery.timer.scheduleWithFixedDelay(recovery::lookOrLog, 0, millis, TimeUnit.MILLISECONDS);
        return recovery;
    }

    /** The projection could not apply what the journal holds: all of the read model is looked at soon. */
    public void doubt() {
        doubted = true;
    }

    /** Whether it is being rebuilt by this node now. */
    public boolean isRebuilding() {
        return rebuilding;
    }

    /** Ends a rebuild at its next step; the next start goes on with it. */
    @Override
    public void close() {
        closing = true;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                log.warn("directory: its rebuild did not end in time; the next start begins it anew");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
    }

    /** Marks it as lost if it does not fit. */
    private Optional<String> look() throws SQLException {
        try (Connection connection = source.getConnection()) {
            Optional<String> problem = DirectoryFit.problem(connection);
            if (problem.isEmpty()) {
                why = "";
                return problem;
            }
            DirectoryMarker.lose(connection);
            if (why.isEmpty()) {
                // What is found later only says that it was lost.
                why = problem.get();
                log.warn("directory: {}; it is rebuilt from the journal", why);
            }
            return Optional.of(why);
        }
    }

    /** The projection goes by the marker; whoever reads Akka's offset is told the same. */
    private void alignOffset() throws SQLException {
        try (Connection connection = source.getConnection()) {
            DirectoryMarker marker = DirectoryMarker.read(connection);
            if (marker != null && !marker.isLost() && DirectoryOffset.align(connection, marker.offset())) {
                log.warn("directory: the kept offset was not the place of its tables; it is {} now", marker.offset());
            }
        }
    }

    /** Never throws: what a scheduled task throws would end the schedule without a word. */
    private void lookOrLog() {
        try {
            if (isTimeToTry() && (takeDoubt() || isEmptied())) {
                Optional<String> problem = look();
                if (problem.isPresent()) {
                    recover(problem.get());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RebuildRefused underWay) {
            log.info("directory: {}", underWay.getMessage());
        } catch (Exception failed) {
            failedNanos = System.nanoTime();
            if (!closing) {
                log.warn("directory: not rebuilt; it is tried again after {}", settings.retry(), failed);
            }
        }
    }

    private boolean isTimeToTry() {
        return failedNanos == NEVER_TRIED
                || System.nanoTime() - failedNanos >= settings.retry().toNanos();
    }

    private boolean takeDoubt() {
        boolean was = doubted;
        doubted = false;
        return was;
    }

    private boolean isEmptied() throws SQLException {
        try (Connection connection = source.getConnection()) {
            return DirectoryFit.isEmptied(connection);
        }
    }

    private void recover(String why) throws Exception {
        rebuilding = true;
        try {
            record.around(why, () -> {
                RebuildOutcome outcome = rebuild.all(false, new Steps());
                log.info(
                        "directory: rebuilt from {} events, {} customers; it stands at {}",
                        outcome.events(),
                        outcome.customers().rows(),
                        outcome.place());
                return Map.of(
                        "events", Long.toString(outcome.events()),
                        "customers", Long.toString(outcome.customers().rows()));
            });
            failedNanos = NEVER_TRIED;
            this.why = "";
        } finally {
            rebuilding = false;
        }
    }

    /** Rests as told, ends when the service stops, and logs how far it is. */
    private final class Steps implements RebuildSteps {
        private static final long LOG_NANOS = 10_000_000_000L;

        private long loggedNanos = System.nanoTime();

        @Override
        public void step() throws InterruptedException {
            if (closing) {
                throw new InterruptedException("the service stops");
            }
            rest.run();
        }

        @Override
        public void at(long events, long total) {
            if (System.nanoTime() - loggedNanos > LOG_NANOS) {
                loggedNanos = System.nanoTime();
                log.info("directory: {} of {} events read", events, total);
            }
        }
    }
}
