package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The orders of a customer. The lines of an order are kept while it can be refunded, its id for ever.
 *
 * @param open orders whose lines are kept, by id
 * @param oldestFirst the ids of those that can be refunded for a time only; one that always can would keep those behind it
 * @param closed ids of the others
 */
public record Orders(PMap<String, Order> open, PVector<String> oldestFirst, PSet<String> closed) {
    static final Orders NONE = new Orders(HashTreePMap.empty(), TreePVector.empty(), HashTreePSet.empty());

    boolean contains(String id) {
        return open.containsKey(id) || closed.contains(id);
    }

    Orders plus(CustomerEvent event, CheckoutCompleted completed) {
        return plusInHindsight(event, completed).settled(event.header().time());
    }

    /** With one more, and none closed by it: of an order that is told about a time before it was recorded. */
    Orders plusInHindsight(CustomerEvent event, CheckoutCompleted completed) {
        boolean isForEver = completed.refundableUntil() == null;
        return new Orders(
                open.plus(completed.orderId(), Order.of(event, completed)),
                isForEver ? oldestFirst : oldestFirst.plus(completed.orderId()),
                closed);
    }

    Orders with(Order order) {
        return new Orders(open.plus(order.completed().orderId(), order), oldestFirst, closed);
    }

    /** Without one: of an order that turned out not to have been made by a moment. */
    Orders without(String id) {
        return new Orders(open.minus(id), oldestFirst.minus(id), closed);
    }

    /** All ids, those of closed ones too. */
    Set<String> ids() {
        Set<String> ids = new HashSet<>(closed);
        ids.addAll(open.keySet());
        return ids;
    }

    /** Those whose lines are kept: those that can always be refunded, by id, then the others, oldest first. */
    public List<Order> inOrder() {
        List<String> ids = new ArrayList<>();
        open.forEach((id, order) -> {
            if (order.completed().refundableUntil() == null) {
                ids.add(id);
            }
        });
        Collections.sort(ids);
        ids.addAll(oldestFirst);
        List<Order> orders = new ArrayList<>(ids.size());
        for (String id : ids) {
            Order order = open.get(id);
            if (order != null) {
                orders.add(order);
            }
        }
        return orders;
    }

    Orders renumbered(long offset) {
        PMap<String, Order> renumbered = open;
        for (Map.Entry<String, Order> entry : open.entrySet()) {
            renumbered = renumbered.plus(entry.getKey(), entry.getValue().renumbered(offset));
        }
        return new Orders(renumbered, oldestFirst, closed);
    }

    /** With those of another customer, none of which has an id of these. */
    Orders plusAll(Orders other) {
        PMap<String, Order> all = open.plusAll(other.open);
        List<String> ids = new ArrayList<>(oldestFirst);
        ids.addAll(other.oldestFirst);
        // Those that can be refunded for longest go last, so that none keeps others from being closed.
        ids.sort(Comparator.comparing(id -> until(all.get(id))));
        return new Orders(all, TreePVector.from(ids), closed.plusAll(other.closed));
    }

    private static Instant until(@Nullable Order order) {
        Instant until = order == null ? null : order.completed().refundableUntil();
        return until == null ? Instant.MAX : until;
    }

    /** Closes the oldest orders, as far as their refund windows are over; two at most, so that no event does much work. */
    private Orders settled(Instant now) {
        Orders settled = this;
        for (int i = 0; i < 2 && !settled.oldestFirst.isEmpty(); i++) {
            String oldest = settled.oldestFirst.getFirst();
            Order order = settled.open.get(oldest);
            if (order == null || !isOver(order.completed(), now)) {
                return settled;
            }
            settled = new Orders(settled.open.minus(oldest), settled.oldestFirst.minus(0), settled.closed.plus(oldest));
        }
        return settled;
    }

    private static boolean isOver(CheckoutCompleted completed, Instant now) {
        Instant until = completed.refundableUntil();
        return until != null && !now.isBefore(until);
    }
}
