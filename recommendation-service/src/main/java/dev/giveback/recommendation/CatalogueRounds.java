package dev.giveback.recommendation;

import dev.giveback.recommendation.catalogue.Catalogue;
import dev.giveback.recommendation.catalogue.CatalogueReading;
import dev.giveback.recommendation.feed.Rebuild;
import dev.giveback.recommendation.live.ModelWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the whole catalogue once, and tries nothing twice. Then it lets the models in use have what was read: of an import that came just before they may
 * know nothing yet.
 */
final class CatalogueRounds implements Rebuild.CatalogueReader {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueRounds.class);
    private static final long POLL_MILLIS = 200;

    private final Catalogue catalogue;
    private final Supplier<CompletionStage<Void>> nextRound;

    /**
     * Of that catalogue.
     *
     * @param nextRound completes when the models in use have what the catalogue had when it was asked
     */
    CatalogueRounds(Catalogue catalogue, Supplier<CompletionStage<Void>> nextRound) {
        this.catalogue = catalogue;
        this.nextRound = nextRound;
    }

    @Override
    public void read(ModelWriter to, BooleanSupplier isCancelled) throws InterruptedException, IOException {
        try {
            new CatalogueReading(catalogue, to, isCancelled).all();
            await(nextRound.get().toCompletableFuture(), isCancelled);
        } catch (SQLException away) {
            throw new IOException("the catalogue could not be read: " + away.getMessage(), away);
        } catch (ExecutionException failed) {
            throw new IOException("the catalogue could not be followed: " + failed.getCause(), failed);
        }
    }

    private static void await(Future<Void> round, BooleanSupplier isCancelled)
            throws InterruptedException, ExecutionException {
        boolean isOver = false;
        while (!isOver) {
            if (isCancelled.getAsBoolean()) {
                throw new CancellationException("the rebuild was cancelled");
            }
            try {
                round.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                isOver = true;
            } catch (TimeoutException e) {
                LOG.trace("The round is not over yet.", e);
            }
        }
    }
}
