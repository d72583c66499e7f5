package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lots of a customer that have points left, in the order of spending. */
public record Lots(List<Lot> inOrder) {
    static final Lots NONE = new Lots(List.of());

    public Lots {
        inOrder = List.copyOf(inOrder);
    }

    Lots plus(Lot lot) {
        List<Lot> next = new ArrayList<>(inOrder.size() + 1);
        next.addAll(inOrder);
        int at = Collections.binarySearch(inOrder, lot, Lot.IN_ORDER_OF_SPENDING);
        next.add(at < 0 ? -at - 1 : at, lot);
        return new Lots(next);
    }

    /** Without these points, which their lots must have. */
    Lots minus(List<LotUse> uses) {
        if (uses.isEmpty()) {
            return this;
        }
        Map<Long, Long> pointsByLot = byLot(uses);
        List<Lot> next = new ArrayList<>(inOrder.size());
        for (Lot lot : inOrder) {
            Long points = pointsByLot.remove(lot.id());
            Lot left = points == null ? lot : lot.less(points);
            if (left.remaining() > 0) {
                next.add(left);
            }
        }
        if (!pointsByLot.isEmpty()) {
            throw new IllegalStateException("lots: " + pointsByLot.keySet() + " (expected: lots that have points)");
        }
        return new Lots(next);
    }

    /** What has expired and no hold keeps. */
    List<LotUse> expired(Instant now, Map<Long, Long> held) {
        List<LotUse> expired = new ArrayList<>();
        for (Lot lot : inOrder) {
            if (!lot.isExpired(now)) {
                break;
            }
            addIfAny(expired, lot, free(lot, held));
        }
        return expired;
    }

    /** Those that have expired, or those that have not. */
    Lots expiredOrNot(Instant now, boolean isExpired) {
        return new Lots(
                inOrder.stream().filter(lot -> lot.isExpired(now) == isExpired).toList());
    }

    /** The first {@code points} that can be spent; fewer if there are fewer. */
    List<LotUse> spend(long points, Instant now, Map<Long, Long> held) {
        return spend(points, now, held, Map.of());
    }

    /**
     * The first {@code points} that can be spent; fewer if there are fewer.
     *
     * @param kept points, by lot, that can be spent although their lot has expired
     */
    List<LotUse> spend(long points, Instant now, Map<Long, Long> held, Map<Long, Long> kept) {
        List<LotUse> uses = new ArrayList<>();
        long missing = points;
        for (Lot lot : inOrder) {
            if (missing == 0) {
                break;
            }
            long taken = Math.min(missing, spendable(lot, now, held, kept));
            addIfAny(uses, lot, taken);
            missing -= taken;
        }
        return uses;
    }

    private static long spendable(Lot lot, Instant now, Map<Long, Long> held, Map<Long, Long> kept) {
        if (lot.isPending(now)) {
            return 0;
        }
        return lot.isExpired(now) ? Math.min(free(lot, held), kept.getOrDefault(lot.id(), 0L)) : free(lot, held);
    }

    /** These points of lots that are there, with what must be known of their lots later. */
    List<SpentLot> spent(List<LotUse> uses) {
        Map<Long, Lot> byId = new HashMap<>();
        if (!uses.isEmpty()) {
            inOrder.forEach(lot -> byId.put(lot.id(), lot));
        }
        List<SpentLot> spent = new ArrayList<>(uses.size());
        for (LotUse use : uses) {
            Lot lot = byId.get(use.lotId());
            spent.add(new SpentLot(use.lotId(), use.points(), lot == null ? null : lot.expires()));
        }
        return spent;
    }

    Lots plusAll(List<Lot> lots) {
        Lots all = this;
        for (Lot lot : lots) {
            all = all.plus(lot);
        }
        return all;
    }

    /** At most {@code points} to take back, pending ones too: first from the lot of this id, then in the order of spending. */
    List<LotUse> takeBack(long points, long firstLotId, Instant now, Map<Long, Long> held) {
        List<LotUse> uses = new ArrayList<>();
        long missing = points;
        for (boolean first : new boolean[] {true, false}) {
            for (Lot lot : inOrder) {
                if (missing > 0 && (lot.id() == firstLotId) == first && !lot.isExpired(now)) {
                    long taken = Math.min(missing, free(lot, held));
                    addIfAny(uses, lot, taken);
                    missing -= taken;
                }
            }
        }
        return uses;
    }

    Balance balance(Instant now, Map<Long, Long> held, long owed) {
        long available = 0;
        long pending = 0;
        long heldPoints = 0;
        for (Lot lot : inOrder) {
            long free = free(lot, held);
            heldPoints += lot.remaining() - free;
            if (lot.isPending(now)) {
                pending += free;
            } else if (!lot.isExpired(now)) {
                available += free;
            }
        }
        return new Balance(available, pending, heldPoints, owed);
    }

    static Map<Long, Long> byLot(List<LotUse> uses) {
        Map<Long, Long> pointsByLot = new HashMap<>();
        for (LotUse use : uses) {
            pointsByLot.merge(use.lotId(), use.points(), Math::addExact);
        }
        return pointsByLot;
    }

    /** Points of a lot that no live hold keeps. */
    static long free(Lot lot, Map<Long, Long> held) {
        return held.isEmpty() ? lot.remaining() : lot.remaining() - held.getOrDefault(lot.id(), 0L);
    }

    private static void addIfAny(List<LotUse> uses, Lot lot, long points) {
        if (points > 0) {
            uses.add(new LotUse(lot.id(), points));
        }
    }
}
