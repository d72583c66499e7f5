package dev.giveback.recommendation.catalogue;

import dev.giveback.recommendation.catalogue.Catalogue.Place;
import dev.giveback.recommendation.domain.ShopEvent;
import dev.giveback.recommendation.live.ModelWriter;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Reads the catalogue into models, page by page; of a program it goes on after what it read last. For one thread. */
public final class CatalogueReading {
    private static final int PAGE = 1_000;

    private final Catalogue catalogue;
    private final ModelWriter models;
    private final BooleanSupplier isCancelled;
    private final Map<String, Place> places = new HashMap<>();

    /**
     * From the first product on.
     *
     * @param isCancelled is asked before each page
     */
    public CatalogueReading(Catalogue catalogue, ModelWriter models, BooleanSupplier isCancelled) {
        this.catalogue = catalogue;
        this.models = models;
        this.isCancelled = isCancelled;
    }

    /** What all programs have now. */
    public void all() throws SQLException, InterruptedException {
        for (String program : catalogue.programs().keySet()) {
            program(program);
        }
    }

    /**
     * What a program has, as far as it was not read before.
     *
     * @throws CancellationException when it was cancelled
     */
    void program(String program) throws SQLException, InterruptedException {
        List<CatalogueEntry> page;
        do {
            if (isCancelled.getAsBoolean()) {
                throw new CancellationException("the reading of the catalogue was cancelled");
            }
            page = catalogue.changes(program, places.getOrDefault(program, Place.START), PAGE);
            if (!page.isEmpty()) {
                models.write(
                        program,
                        page.stream()
                                .<ShopEvent>map(entry -> new ShopEvent.ProductChanged(entry.product()))
                                .toList());
                CatalogueEntry last = page.getLast();
                places.put(program, new Place(last.change(), last.product().id()));
            }
        } while (page.size() == PAGE);
    }
}
