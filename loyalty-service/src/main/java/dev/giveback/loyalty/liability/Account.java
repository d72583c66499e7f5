package dev.giveback.loyalty.liability;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the report must know of one customer: its lots with points left, what holds them, and what may come back. */
final class Account {
    final Map<Long, OpenLot> lots = new HashMap<>();
    final Map<String, Held> holds = new HashMap<>();
    final Map<String, Held> reservations = new HashMap<>();
    final Map<String, Spent> orders = new HashMap<>();
    final Map<String, Spent> coupons = new HashMap<>();
    long owed;
    private long open;
    private long nextLotId = 1;

    /** Points of all lots. */
    long open() {
        return open;
    }

    long nextLotId() {
        return nextLotId;
    }

    /** A merge takes all numbers below this one. */
    void numbersUsed(long next) {
        nextLotId = Math.max(nextLotId, next);
    }

    void put(long lotId, long expiresMillis, List<Slice> slices) {
        Slices all = Slices.of(slices);
        open = Math.addExact(open, all.points());
        nextLotId = Math.max(nextLotId, lotId + 1);
        if (all.points() > 0) {
            lots.put(lotId, new OpenLot(all, expiresMillis));
        }
    }

    /** Points of a lot; what it does not have, because the moment is earlier, is owed from now on. */
    List<Slice> take(long lotId, long points) {
        OpenLot lot = lots.get(lotId);
        List<Slice> taken = lot == null ? List.of() : lot.slices().take(points);
        long found = sum(taken);
        open -= found;
        owed = Math.addExact(owed, points - found);
        if (lot != null && lot.slices().points() == 0) {
            lots.remove(lotId);
        }
        return taken;
    }

    /** Lots that have not expired, taken out, by their numbers. */
    Map<Long, OpenLot> takeAllLive(long millis) {
        Map<Long, OpenLot> live = new HashMap<>();
        lots.forEach((id, lot) -> {
            if (!lot.isExpired(millis)) {
                live.put(id, lot);
            }
        });
        live.forEach((id, lot) -> {
            lots.remove(id);
            open -= lot.slices().points();
        });
        return live;
    }

    /** What has expired by then and nothing keeps, lot by lot. */
    List<Map.Entry<OpenLot, Long>> expired(long millis) {
        Map<Long, Long> held = held(millis);
        List<Map.Entry<OpenLot, Long>> expired = new ArrayList<>();
        lots.forEach((id, lot) -> {
            long free = lot.slices().points() - held.getOrDefault(id, 0L);
            if (lot.isExpired(millis) && free > 0) {
                expired.add(Map.entry(lot, free));
            }
        });
        return expired;
    }

    private Map<Long, Long> held(long millis) {
        Map<Long, Long> held = new HashMap<>();
        for (Map<String, Held> kind : List.of(holds, reservations)) {
            for (Held keeping : kind.values()) {
                if (millis < keeping.expiresMillis()) {
                    keeping.byLot().forEach((lot, points) -> held.merge(lot, points, Math::addExact));
                }
            }
        }
        return held;
    }

    static long sum(List<Slice> slices) {
        long sum = 0;
        for (Slice slice : slices) {
            sum = Math.addExact(sum, slice.points());
        }
        return sum;
    }
}
