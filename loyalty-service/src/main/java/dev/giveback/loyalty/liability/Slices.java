package dev.giveback.loyalty.liability;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Points in the order in which they are taken, each with its cohort. */
final class Slices {
    private final Deque<Slice> inOrder = new ArrayDeque<>();
    private long points;

    static Slices of(List<Slice> slices) {
        Slices all = new Slices();
        slices.forEach(all::add);
        return all;
    }

    long points() {
        return points;
    }

    List<Slice> all() {
        return List.copyOf(inOrder);
    }

    void add(Slice slice) {
        if (slice.points() > 0) {
            inOrder.addLast(slice);
            points = Math.addExact(points, slice.points());
        }
    }

    /** The first so many, or all if there are fewer. */
    List<Slice> take(long wanted) {
        List<Slice> taken = new ArrayList<>();
        long missing = Math.min(wanted, points);
        points -= missing;
        while (missing > 0) {
            Slice first = inOrder.removeFirst();
            long part = Math.min(missing, first.points());
            taken.add(new Slice(first.month(), part));
            missing -= part;
            if (part < first.points()) {
                inOrder.addFirst(new Slice(first.month(), first.points() - part));
            }
        }
        return taken;
    }
}
