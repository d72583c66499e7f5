package dev.giveback.recommendation.live;

import dev.giveback.recommendation.domain.ShopEvent;
import java.util.List;

/** Hands events that the feed does not have, products of the catalogue, to the one thread that writes models. */
public interface ModelWriter {
    /**
     * Returns when the events are applied, in their order. It may take as long as a batch of the feed does, and a program of which the feed has
     * not told yet is served too.
     *
     * @param program its id
     * @throws InterruptedException when the calling thread is interrupted; the events may be applied all the same
     * @throws IllegalStateException when the node has stopped; they are not applied
     */
    void write(String program, List<ShopEvent> events) throws InterruptedException;
}
