package dev.giveback.loyalty.directory;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has sagas that were left under way finished: at every interval it asks for those that began some time ago and have not ended, because
 * the process that drove them died, say. What is under way stands in the directory, so it is found after any crash.
 *
 * <p>One look runs at a time in this process, and takes sagas one after another. Two processes that look ask twice, and every step is
 * recorded once.
 */
public final class SagaDriver implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SagaDriver.class);
    /** What the steps of one saga may take, and what a stop waits for. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

    private static final String LEFT = """
            SELECT program, customer, kind, id
            FROM saga_under_way
            WHERE greatest(since_millis, tried_millis) <= ?
            ORDER BY greatest(since_millis, tried_millis)
            LIMIT ?
            """;

    private static final String TRIED = """
            UPDATE saga_under_way SET tried_millis = ?
            WHERE program = ? AND customer = ? AND kind = ? AND id = ?
            """;

    private final DataSource source;
    private final SagaResumption resumption;
    private final SagaSettings settings;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("saga-driver").daemon().factory());
    private volatile boolean closing;

    private SagaDriver(DataSource source, SagaResumption resumption, SagaSettings settings, InstantSource clock) {
        this.source = source;
        this.resumption = resumption;
        this.settings = settings;
        this.clock = clock;
    }

    private record Left(CustomerKey key, SagaKind kind, String id) {}

    /**
     * Starts it; the first look comes after one interval.
     *
     * @param source connections that find the directory; one at a time is taken, for one statement
     * @param resumption called on the driver's own thread
     * @param clock says which sagas were left for long enough
     */
    public static SagaDriver start(
            DataSource source, SagaResumption resumption, SagaSettings settings, InstantSource clock) {
        SagaDriver driver = new SagaDriver(source, resumption, settings, clock);
        long millis = settings.interval().toMillis();
        var unused = driver.timer.scheduleWithFixedDelay(driver::lookOrLog, millis, millis, TimeUnit.MILLISECONDS);
        return driver;
    }

    /** Takes no further saga, and waits for the one that it is at. */
    @Override
    public void close() {
        closing = true;
        timer.shutdown();
        try {
            if (!timer.awaitTermination(2 * ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("sagas: not ended in time; the next process goes on with them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        timer.shutdownNow();
    }

    /** Never throws: what a scheduled task throws would end the schedule without a word. */
    private void lookOrLog() {
        try {
            for (Left saga : left()) {
                if (!closing) {
                    resume(saga);
                }
            }
        } catch (SQLException | RuntimeException e) {
            log.warn("sagas: the directory could not be read; it is tried again after {}", settings.interval(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void resume(Left saga) throws SQLException, InterruptedException {
        // Noted beforehand, so that one that fails never keeps the others from their turn.
        tried(saga);
        try {
            resumption
                    .resume(saga.key().program(), saga.key().customer(), saga.kind(), saga.id())
                    .toCompletableFuture()
                    .get(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            log.warn("sagas: {} could not go on; it is tried again after {}", saga, settings.grace(), e);
        }
    }

    private List<Left> left() throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(LEFT)) {
            statement.setLong(1, clock.instant().minus(settings.grace()).toEpochMilli());
            statement.setInt(2, settings.sagas());
            try (ResultSet row = statement.executeQuery()) {
                List<Left> left = new ArrayList<>();
                while (row.next()) {
                    left.add(new Left(
                            new CustomerKey(row.getString(1), row.getString(2)),
                            SagaKind.valueOf(row.getString(3)),
                            row.getString(4)));
                }
                return left;
            }
        }
    }

    private void tried(Left saga) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement statement = connection.prepareStatement(TRIED)) {
            statement.setLong(1, clock.millis());
            statement.setString(2, saga.key().program());
            statement.setString(3, saga.key().customer());
            statement.setString(4, saga.kind().name());
            statement.setString(5, saga.id());
            statement.executeUpdate();
        }
    }
}
