package dev.giveback.loyalty.liability;

import java.util.ArrayList;
import java.util.List;

/** Points that paid for an order or a coupon, in the order in which they are given back. */
final class Spent {
    private final Slices left;

    private Spent(Slices left) {
        this.left = left;
    }

    /** Of a coupon: as they were spent. */
    static Spent inOrder(List<List<Slice>> byLot) {
        Slices slices = new Slices();
        byLot.forEach(lot -> lot.forEach(slices::add));
        return new Spent(slices);
    }

    /** Of an order: what was taken from the last lot comes back first. */
    static Spent lastLotFirst(List<List<Slice>> byLot) {
        return inOrder(new ArrayList<>(byLot).reversed());
    }

    List<Slice> giveBack(long points) {
        return left.take(points);
    }
}
