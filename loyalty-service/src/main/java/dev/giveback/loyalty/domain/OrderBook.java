package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderCorrected;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.Change.OrdersRederived;
import dev.giveback.loyalty.domain.Change.RederivedOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The orders that one customer's events recorded, as they stand after all of them: none of them is closed. */
final class OrderBook {
    private final Map<String, Order> orders = new HashMap<>();
    private final Map<String, Long> forgiven = new HashMap<>();
    private final Map<String, Long> points = new HashMap<>();
    private final Map<String, Long> spend = new HashMap<>();
    private final Map<String, Instant> firstRefund = new HashMap<>();
    private final Set<String> absorbed = new HashSet<>();

    private OrderBook() {}

    static OrderBook of(List<CustomerEvent> events) {
        OrderBook book = new OrderBook();
        events.forEach(book::note);
        return book;
    }

    boolean contains(String orderId) {
        return orders.containsKey(orderId);
    }

    /** Whether it came from another customer by a merge. */
    boolean isAbsorbed(String orderId) {
        return absorbed.contains(orderId);
    }

    Order order(String id) {
        Order order = orders.get(id);
        if (order == null) {
            throw new IllegalArgumentException("id: " + id + " (expected: an order that the events recorded)");
        }
        return order;
    }

    /** Points that refunds of it forgave. */
    long forgiven(String id) {
        return forgiven.getOrDefault(id, 0L);
    }

    /** Points of it that count for its day. */
    long points(String id) {
        return points.getOrDefault(id, 0L);
    }

    /** Minor units of it that count for its day. */
    long spend(String id) {
        return spend.getOrDefault(id, 0L);
    }

    /** When something of it was refunded first; null if nothing was. */
    @Nullable
    Instant firstRefund(String id) {
        return firstRefund.get(id);
    }

    private void note(CustomerEvent event) {
        switch (event.change()) {
            case CheckoutCompleted completed -> {
                orders.put(completed.orderId(), Order.of(event, completed));
                points.put(completed.orderId(), completed.pointsEarned());
                spend.put(completed.orderId(), completed.total().minor());
            }
            case OrdersRederived rederived -> rederived.orders().forEach(this::note);
            case OrderCorrected corrected -> {
                CheckoutCompleted facts = corrected.order();
                orders.computeIfPresent(facts.orderId(), (id, order) -> order.corrected(facts));
                spend.put(facts.orderId(), corrected.spendAfter());
                corrected.settled().orders().forEach(this::note);
            }
            case OrderRefunded refunded -> note(refunded);
            case Change.CustomerAbsorbed taken ->
                absorbed.addAll(taken.estate().orders().ids());
            default -> {}
        }
    }

    private void note(RederivedOrder each) {
        orders.computeIfPresent(each.orderId(), (id, order) -> order.earning(each.linePoints()));
        points.merge(each.orderId(), each.points(), Long::sum);
    }

    private void note(OrderRefunded refunded) {
        String id = refunded.orderId();
        boolean isShipping =
                refunded.restoration() != null && refunded.restoration().isShipping();
        orders.computeIfPresent(id, (same, order) -> order.refunded(refunded.lines(), isShipping));
        forgiven.merge(id, refunded.pointsForgiven(), Long::sum);
        points.merge(id, -LotUse.sum(refunded.uses()) - refunded.pointsOwed(), Long::sum);
        spend.merge(id, -refunded.amount(), Long::sum);
        firstRefund.merge(id, refunded.refundTime(), (one, other) -> one.isBefore(other) ? one : other);
    }
}
