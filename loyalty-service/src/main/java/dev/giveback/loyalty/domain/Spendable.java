package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The points that one order may spend: what is free, and what its own live reservation holds, even of lots that expired meanwhile.
 *
 * @param points altogether
 */
record Spendable(Lots lots, Map<Long, Long> heldByOthers, Map<Long, Long> kept, Instant now, long points) {

    static Spendable of(Customer customer, String orderId, Instant now) {
        Map<Long, Long> held = customer.heldByOthers(orderId, now);
        Map<Long, Long> kept = new HashMap<>();
        Reservations.Open own = customer.reservations().live(orderId, now);
        if (own != null) {
            own.spent().forEach(lot -> kept.merge(lot.lotId(), lot.points(), Math::addExact));
        }
        long points = kept.isEmpty()
                ? customer.lots().balance(now, held, 0).available()
                : LotUse.sum(customer.lots().spend(Long.MAX_VALUE, now, held, kept));
        return new Spendable(customer.lots(), held, kept, now, points);
    }

    /** The first so many; fewer if there are fewer. */
    List<SpentLot> spend(long number) {
        return number == 0 ? List.of() : lots.spent(lots.spend(number, now, heldByOthers, kept));
    }
}
