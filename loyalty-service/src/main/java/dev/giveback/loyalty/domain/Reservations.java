package dev.giveback.loyalty.domain;

import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.CheckoutReserved;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** The reservations of a customer by order: those open, and how the others ended, until the order is reserved again or made. */
public record Reservations(PMap<String, Open> open, PMap<String, End> ended) {
    static final Reservations NONE = new Reservations(HashTreePMap.empty(), HashTreePMap.empty());

    /**
     * A reservation that was neither confirmed nor cancelled. It is live until it expires.
     *
     * @param event whose change is a {@link CheckoutReserved}
     * @param expires as last extended
     */
    public record Open(CustomerEvent event, Instant expires) {
        /** The order as it was priced. */
        public CheckoutCompleted order() {
            return ((CheckoutReserved) event.change()).order();
        }

        boolean isLive(Instant now) {
            return now.isBefore(expires);
        }

        List<SpentLot> spent() {
            Price price = order().price();
            return price == null ? List.of() : price.spent();
        }

        List<String> couponIds() {
            Price price = order().price();
            return price == null
                    ? List.of()
                    : price.coupons().stream().map(CouponUse::couponId).toList();
        }
    }

    /** How a reservation ended without an order. */
    public enum End {
        CANCELLED,
        EXPIRED
    }

    /** The live reservation of this order; null without one. */
    public @Nullable Open live(String orderId, Instant now) {
        Open reservation = open.get(orderId);
        return reservation != null && reservation.isLive(now) ? reservation : null;
    }

    /** Which order's live reservation has each coupon. */
    public Map<String, String> orderByCoupon(Instant now) {
        Map<String, String> orders = new java.util.HashMap<>();
        for (Open reservation : open.values()) {
            if (reservation.isLive(now)) {
                reservation
                        .couponIds()
                        .forEach(id -> orders.put(id, reservation.order().orderId()));
            }
        }
        return orders;
    }

    Set<String> coupons(Instant now) {
        return open.isEmpty() ? Set.of() : new HashSet<>(orderByCoupon(now).keySet());
    }

    /** Adds the points of live reservations, but for this order's, by lot. */
    void addHeld(Map<Long, Long> held, String exceptOrderId, Instant now) {
        for (Open reservation : open.values()) {
            if (reservation.isLive(now) && !reservation.order().orderId().equals(exceptOrderId)) {
                reservation.spent().forEach(lot -> held.merge(lot.lotId(), lot.points(), Math::addExact));
            }
        }
    }

    long liveCount(Instant now) {
        return open.values().stream()
                .filter(reservation -> reservation.isLive(now))
                .count();
    }

    /** When the first of the live ones ends by itself; null without one. */
    @Nullable
    Instant earliestEnd(Instant now) {
        Instant earliest = null;
        for (Open reservation : open.values()) {
            if (reservation.isLive(now)
                    && (earliest == null || reservation.expires().isBefore(earliest))) {
                earliest = reservation.expires();
            }
        }
        return earliest;
    }

    Reservations plus(CustomerEvent event, CheckoutReserved reserved) {
        String orderId = reserved.order().orderId();
        return new Reservations(open.plus(orderId, new Open(event, reserved.expires())), ended.minus(orderId));
    }

    Reservations extended(String orderId, Instant expires) {
        Open reservation = open.get(orderId);
        if (reservation == null) {
            throw new IllegalStateException("reservation: " + orderId + " (expected: one that is open)");
        }
        return new Reservations(open.plus(orderId, new Open(reservation.event(), expires)), ended);
    }

    Reservations ended(String orderId, End end) {
        return new Reservations(open.minus(orderId), ended.plus(orderId, end));
    }

    /** Without any trace of this order, because it was made. */
    Reservations made(String orderId) {
        return open.containsKey(orderId) || ended.containsKey(orderId)
                ? new Reservations(open.minus(orderId), ended.minus(orderId))
                : this;
    }

    /** With those that have expired by now counted among the ended. */
    Reservations settled(Instant now) {
        Reservations settled = this;
        for (Open reservation : List.copyOf(open.values())) {
            settled = reservation.isLive(now)
                    ? settled
                    : settled.ended(reservation.order().orderId(), End.EXPIRED);
        }
        return settled;
    }
}
