package dev.giveback.recommendation;

import dev.giveback.recommendation.catalogue.Catalogue;
import dev.giveback.recommendation.catalogue.CatalogueFollower;
import dev.giveback.recommendation.feed.Rebuild;
import dev.giveback.recommendation.live.ModelWriter;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** Reads the whole catalogue once, by a follower that ends after its first round. */
final class CatalogueRounds implements Rebuild.CatalogueReader {
    private final Catalogue catalogue;

    CatalogueRounds(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void read(ModelWriter to) throws InterruptedException, IOException {
        try (CatalogueFollower follower = CatalogueFollower.start(catalogue, to)) {
            follower.firstRound().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("the catalogue could not be read: " + e.getCause(), e);
        }
    }
}
