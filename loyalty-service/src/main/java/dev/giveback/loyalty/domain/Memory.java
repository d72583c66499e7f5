package dev.giveback.loyalty.domain;

import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The latest requests of a customer and the events that answered them, so that a repeat is given the first answer.
 *
 * @param events by request id
 * @param oldestFirst the ids; {@link Limits#REMEMBERED_REQUESTS} at most
 */
public record Memory(PMap<String, CustomerEvent> events, PVector<String> oldestFirst) {
    static final Memory NONE = new Memory(HashTreePMap.empty(), TreePVector.empty());

    @Nullable
    CustomerEvent find(String requestId) {
        return events.get(requestId);
    }

    Memory plus(CustomerEvent event) {
        String id = event.header().request().id();
        if (id.isEmpty()) {
            return this;
        }
        PMap<String, CustomerEvent> nextEvents = events.plus(id, event);
        PVector<String> nextOrder = oldestFirst.plus(id);
        if (nextOrder.size() > Limits.REMEMBERED_REQUESTS) {
            nextEvents = nextEvents.minus(nextOrder.getFirst());
            nextOrder = nextOrder.minus(0);
        }
        return new Memory(nextEvents, nextOrder);
    }
}
