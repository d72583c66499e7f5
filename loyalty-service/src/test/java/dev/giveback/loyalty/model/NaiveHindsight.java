package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Change;
import dev.giveback.loyalty.domain.Change.ActivityRewarded;
import dev.giveback.loyalty.domain.Change.CheckoutCompleted;
import dev.giveback.loyalty.domain.Change.OrderRefunded;
import dev.giveback.loyalty.domain.CustomerEvent;
import dev.giveback.loyalty.domain.Lot;
import dev.giveback.loyalty.domain.LotUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account about a moment as known later, kept as heaps of points with their times: the rule of the contract once more, by other means.
 * It knows what the model's stories have: orders of lines alone, refunds, activities, redemptions, holds and adjustments.
 */
final class NaiveHindsight {
    private final Instant moment;
    private final List<Heap> heaps = new ArrayList<>();
    private final Map<String, Held> holds = new HashMap<>();
    private final Set<String> orders = new HashSet<>();
    private long owed;
    private long given;
    private long taken;

    private static final class Heap {
        final long lot;
        final Instant earned;
        final Instant available;
        final @Nullable Instant expires;
        long left;

        Heap(long lot, Instant earned, Instant available, @Nullable Instant expires, long left) {
            this.lot = lot;
            this.earned = earned;
            this.available = available;
            this.expires = expires;
            this.left = left;
        }

        boolean isOver(Instant time) {
            return expires != null && !expires.isAfter(time);
        }
    }

    private record Held(List<LotUse> uses, Instant end) {}

    /** What there is of each kind, and in all with what has expired. */
    record Points(long available, long pending, long held, long owed) {}

    NaiveHindsight(Instant moment) {
        this.moment = moment;
    }

    /** An event that was recorded by the moment: all that it says has happened. */
    void recorded(CustomerEvent event) {
        switch (event.change()) {
            case CheckoutCompleted order -> {
                orders.add(order.orderId());
                put(order.lot());
                owed -= order.owedPaid();
                given += order.pointsEarned();
            }
            case OrderRefunded refund -> {
                drop(refund.uses());
                owed += refund.pointsOwed();
                taken += LotUse.sum(refund.uses()) + refund.pointsOwed();
            }
            case ActivityRewarded activity -> {
                put(activity.lot());
                owed -= activity.owedPaid();
                given += activity.points();
            }
            case Change.PointsAdjusted adjusted -> {
                put(adjusted.lot());
                drop(adjusted.uses());
                owed -= adjusted.owedPaid();
                given += Math.max(0, adjusted.points());
                taken += Math.max(0, -adjusted.points());
            }
            case Change.PointsRedeemed redeemed -> {
                drop(redeemed.uses());
                taken += LotUse.sum(redeemed.uses());
            }
            case Change.PointsHeld held -> holds.put(held.holdId(), new Held(held.uses(), held.expires()));
            case Change.HoldCaptured captured -> {
                holds.remove(captured.holdId());
                drop(captured.uses());
                taken += LotUse.sum(captured.uses());
            }
            case Change.HoldReleased released -> holds.remove(released.holdId());
            case Change.CustomerEnrolled enrolled -> {}
            case Change.PointsExpired expired -> {}
            case Change other -> throw new IllegalArgumentException("change: " + other);
        }
        drop(event.header().expired());
        taken += LotUse.sum(event.header().expired());
    }

    /** An order or refund that was recorded after the moment and took effect by it. */
    void late(CustomerEvent event) {
        switch (event.change()) {
            case CheckoutCompleted order -> {
                orders.add(order.orderId());
                given += order.pointsEarned();
                long pays = Math.min(owed, order.owedPaid());
                owed -= pays;
                long more = order.owedPaid() - pays;
                Lot lot = order.lot();
                if (lot != null) {
                    heaps.add(new Heap(lot.id(), lot.earned(), lot.available(), lot.expires(), lot.original() + more));
                } else if (more > 0) {
                    heaps.add(new Heap(-1, order.purchaseTime(), order.purchaseTime(), null, more));
                }
            }
            case OrderRefunded refund -> {
                if (!orders.contains(refund.orderId())) {
                    throw new IllegalArgumentException("order: " + refund.orderId());
                }
                long missing = 0;
                for (LotUse use : refund.uses()) {
                    missing += use.points() - takeFrom(use.lotId(), use.points());
                }
                for (Heap heap : inOrder()) {
                    if (!heap.isOver(moment)) {
                        long part = Math.min(missing, free(heap));
                        heap.left -= part;
                        missing -= part;
                    }
                }
                owed += missing + refund.pointsOwed();
                taken += LotUse.sum(refund.uses()) + refund.pointsOwed();
            }
            case Change other -> throw new IllegalArgumentException("late: " + other);
        }
    }

    private long takeFrom(long lot, long points) {
        for (Heap heap : heaps) {
            if (heap.lot == lot) {
                long part = Math.min(points, free(heap));
                heap.left -= part;
                return part;
            }
        }
        return 0;
    }

    private void put(@Nullable Lot lot) {
        if (lot != null) {
            heaps.add(new Heap(lot.id(), lot.earned(), lot.available(), lot.expires(), lot.original()));
        }
    }

    private void drop(List<LotUse> uses) {
        for (LotUse use : uses) {
            for (Heap heap : heaps) {
                if (heap.lot == use.lotId()) {
                    heap.left -= use.points();
                }
            }
        }
    }

    private List<Heap> inOrder() {
        List<Heap> sorted = new ArrayList<>(heaps);
        sorted.sort(Comparator.<Heap, Instant>comparing(heap -> heap.expires == null ? Instant.MAX : heap.expires)
                .thenComparing(heap -> heap.earned)
                .thenComparingLong(heap -> heap.lot < 0 ? Long.MAX_VALUE : heap.lot));
        return sorted;
    }

    private long free(Heap heap) {
        return heap.left - held(heap);
    }

    private long held(Heap heap) {
        long held = 0;
        for (Held hold : holds.values()) {
            if (hold.end().isAfter(moment)) {
                for (LotUse use : hold.uses()) {
                    held += use.lotId() == heap.lot ? use.points() : 0;
                }
            }
        }
        return held;
    }

    Points points() {
        long available = 0;
        long pending = 0;
        long held = 0;
        for (Heap heap : heaps) {
            held += held(heap);
            if (heap.available.isAfter(moment)) {
                pending += free(heap);
            } else if (!heap.isOver(moment)) {
                available += free(heap);
            }
        }
        return new Points(available, pending, held, owed);
    }

    /** What came in all less what went in all, before points that have expired unrecorded. */
    long books() {
        return given - taken;
    }

    /** Of that what has expired by the moment unrecorded. */
    long expired() {
        long expired = 0;
        for (Heap heap : heaps) {
            expired += heap.isOver(moment) && !heap.available.isAfter(moment) ? free(heap) : 0;
        }
        return expired;
    }
}
