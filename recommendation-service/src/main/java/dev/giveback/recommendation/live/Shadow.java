package dev.giveback.recommendation.live;

import dev.giveback.recommendation.domain.ShopEvent;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Models that are built beside those in use. What the catalogue changes meanwhile comes here too; what a reader of the whole catalogue brings later of
 * the same product is older, and is left out.
 */
public final class Shadow implements ModelWriter, AutoCloseable {
    private final Models models;
    private final Models used;
    private final Set<String> mirrored = new HashSet<>();

    Shadow(Models models, Models used) {
        this.models = models;
        this.used = used;
    }

    /** What is built, to take the feed in. */
    public Models models() {
        return models;
    }

    /** Whether it is those that are built here. */
    @SuppressWarnings("ReferenceEquality") // The very models, or others.
    boolean isOf(Models others) {
        return models == others;
    }

    /** From the reader of the whole catalogue. */
    @Override
    public synchronized void write(String program, List<ShopEvent> events) throws InterruptedException {
        models.write(
                program,
                events.stream()
                        .filter(event -> !mirrored.contains(key(program, event)))
                        .toList());
    }

    /** From those in use. */
    synchronized void mirror(String program, List<ShopEvent> events) throws InterruptedException {
        events.forEach(event -> mirrored.add(key(program, event)));
        models.write(program, events);
    }

    private static String key(String program, ShopEvent event) {
        return event instanceof ShopEvent.ProductChanged changed
                ? program + "/" + changed.product().id()
                : "";
    }

    /**
     * Compares at the same place, and puts these in the place of those in use.
     *
     * @return ids of the programs that differ, in order
     * @throws IOException when the journal was exchanged meanwhile, or could not be read; those in use stay
     */
    public List<String> exchange(Models.CatchUp catchUp) throws IOException, InterruptedException {
        return used.exchange(models, catchUp);
    }

    /** Follows the catalogue no longer. */
    @Override
    public void close() {
        used.closeShadow(this);
    }
}
