package dev.giveback.loyalty.privacy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finishes erasures that a crash or a failure left: at the start, and at every interval. Several processes may do it at once. */
public final class ErasureDriver implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ErasureDriver.class);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    /** Longer than any call takes: an erasure that is not recorded by then was refused or never came. */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private static final int MOST = 100;

    private final Erasures erasures;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("erasure-driver").daemon().factory());

    private ErasureDriver(Erasures erasures, InstantSource clock) {
        this.erasures = erasures;
        this.clock = clock;
    }

    /** Starts it; it looks at once. */
    public static ErasureDriver start(Erasures erasures, Duration interval, InstantSource clock) {
        ErasureDriver driver = new ErasureDriver(erasures, clock);
        var unused =
                driver.timer.scheduleWithFixedDelay(driver::lookOrLog, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return driver;
    }

    private void lookOrLog() {
        try {
            for (ErasureTable.Open open : erasures.table().open(MOST)) {
                takeOnOrLog(open);
            }
        } catch (SQLException | RuntimeException e) {
            log.warn("the erasures that are open could not be read; they are looked for again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One that fails keeps no other from its turn. */
    private void takeOnOrLog(ErasureTable.Open open) throws InterruptedException {
        try {
            takeOn(open);
        } catch (SQLException | ExecutionException | TimeoutException | RuntimeException e) {
            log.warn("an erasure could not be finished; it is tried again", e);
        }
    }

    private void takeOn(ErasureTable.Open open)
            throws SQLException, ExecutionException, TimeoutException, InterruptedException {
        boolean isErased = erasures.isErased(open.customer())
                .toCompletableFuture()
                .get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (isErased) {
            var gone = erasures.finish(open.customer())
                    .toCompletableFuture()
                    .get(ANSWER_LIMIT.toSeconds(), TimeUnit.SECONDS);
            log.info("an erasure was finished that had been left: {} keys are gone", gone.keysDeleted());
        } else if (open.askedMillis() < clock.millis() - GRACE.toMillis()) {
            erasures.table().withdraw(open.customer());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
