package dev.giveback.recommendation.catalogue;

import dev.giveback.recommendation.live.ModelWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings this node's models what the catalogue says: all of it at the start, then what changes. A thread of its own looks every second; whatever goes
 * wrong is tried again a second later.
 */
public final class CatalogueFollower implements AutoCloseable {
    /** Between two looks. */
    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueFollower.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    private final Catalogue catalogue;
    private final CatalogueReading reading;
    private final Thread thread;
    private final CompletableFuture<Void> firstRound = new CompletableFuture<>();
    /** Completes with the round that begins next. */
    private final AtomicReference<CompletableFuture<Void>> nextRound = new AtomicReference<>(new CompletableFuture<>());

    private final Map<String, Long> looked = new HashMap<>();
    private volatile boolean closing;
    // Of its thread alone.
    private boolean isLost;

    private CatalogueFollower(Catalogue catalogue, ModelWriter models) {
        this.catalogue = catalogue;
        reading = new CatalogueReading(catalogue, models, () -> false);
        thread = Thread.ofVirtual().name("catalogue-follower").unstarted(this::run);
    }

    /** Starts it. */
    public static CatalogueFollower start(Catalogue catalogue, ModelWriter models) {
        CatalogueFollower follower = new CatalogueFollower(catalogue, models);
        follower.thread.start();
        return follower;
    }

    /** Completes when every product that the catalogue had at the start is in its model; fails when this is closed before. */
    public CompletionStage<Void> firstRound() {
        return firstRound.copy();
    }

    /** Completes when everything that the catalogue has now is in its model; fails when a look failed, or this is closed, before. */
    public CompletionStage<Void> nextRound() {
        return Objects.requireNonNull(nextRound.get()).copy();
    }

    /** Returns when nothing more is written. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            if (!thread.join(STOP_LIMIT)) {
                LOG.warn("The follower of the catalogue did not end within {}.", STOP_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        IllegalStateException closed = new IllegalStateException("the follower of the catalogue was closed");
        firstRound.completeExceptionally(closed);
        Objects.requireNonNull(nextRound.get()).completeExceptionally(closed);
    }

    private void run() {
        while (!closing) {
            CompletableFuture<Void> round = nextRound.getAndSet(new CompletableFuture<>());
            try {
                look();
                round.complete(null);
                found();
                firstRound.complete(null);
                TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                round.completeExceptionally(e);
                return;
            } catch (SQLException | RuntimeException | Error e) {
                round.completeExceptionally(e);
                if (!closing) {
                    lost(e);
                    pause();
                }
            }
        }
    }

    /** Says it once, however often it is tried again; what is not the database's doing with the place where it happened. */
    private void lost(Throwable why) {
        if (isLost) {
            LOG.debug("The catalogue could not be followed.", why);
        } else if (why instanceof SQLException) {
            LOG.warn("The catalogue cannot be followed; it is tried again every {}: {}", PAUSE, why.toString());
        } else {
            LOG.error("The catalogue cannot be followed; it is tried again every {}.", PAUSE, why);
        }
        isLost = true;
    }

    private void found() {
        if (isLost) {
            isLost = false;
            LOG.info("The catalogue is followed again.");
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            LOG.debug("The pause was interrupted; the follower closes.", e);
        }
    }

    private void look() throws SQLException, InterruptedException {
        for (Map.Entry<String, Long> program : catalogue.programs().entrySet()) {
            if (looked.getOrDefault(program.getKey(), 0L) < program.getValue()) {
                reading.program(program.getKey());
                // What came meanwhile may have been read too, and is looked for once more.
                looked.put(program.getKey(), program.getValue());
            }
        }
    }
}
