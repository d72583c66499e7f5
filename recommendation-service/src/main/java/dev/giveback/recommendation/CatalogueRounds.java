package dev.giveback.recommendation;

import dev.giveback.recommendation.catalogue.Catalogue;
import dev.giveback.recommendation.catalogue.CatalogueReading;
import dev.giveback.recommendation.feed.Rebuild;
import dev.giveback.recommendation.live.ModelWriter;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** Reads the whole catalogue once, and tries nothing twice. */
final class CatalogueRounds implements Rebuild.CatalogueReader {
    private final Catalogue catalogue;

    CatalogueRounds(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public void read(ModelWriter to, BooleanSupplier isCancelled) throws InterruptedException, IOException {
        try {
            new CatalogueReading(catalogue, to, isCancelled).all();
        } catch (SQLException away) {
            throw new IOException("the catalogue could not be read: " + away.getMessage(), away);
        }
    }
}
