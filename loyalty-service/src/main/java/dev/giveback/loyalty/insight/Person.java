package dev.giveback.loyalty.insight;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One customer as the figures need it: read before a group of events, changed by it, and written after. */
final class Person {
    final Key key;
    long revision;
    long owed;
    long leavingOwed;
    IntSet activeDays;
    IntSet orderMonths;
    private final Map<Long, Lot> lots = new HashMap<>();
    private final Set<Long> changed = new TreeSet<>();

    Person(Key key, long revision, long owed, long leavingOwed, IntSet activeDays, IntSet orderMonths) {
        this.key = key;
        this.revision = revision;
        this.owed = owed;
        this.leavingOwed = leavingOwed;
        this.activeDays = activeDays;
        this.orderMonths = orderMonths;
    }

    /** One of whom nothing is known. */
    static Person unknown(Key key) {
        return new Person(key, 0, 0, 0, IntSet.EMPTY, IntSet.EMPTY);
    }

    /** Takes a lot as it is stored. */
    void knows(Lot lot) {
        lots.put(lot.id(), lot);
    }

    /** Takes a lot as it has become. */
    void put(Lot lot) {
        changed.add(lot.id());
        if (lot.remaining() == 0) {
            lots.remove(lot.id());
        } else {
            lots.put(lot.id(), lot);
        }
    }

    /** Forgets a lot. */
    void remove(Lot lot) {
        changed.add(lot.id());
        lots.remove(lot.id());
    }

    /** A lot that has these points. */
    Lot lot(long id, long points) {
        Lot lot = lots.get(id);
        if (lot == null || lot.isLeaving() || lot.remaining() < points) {
            throw new IllegalStateException("lot " + id + " of " + key + ": "
                    + (lot == null || lot.isLeaving() ? 0 : lot.remaining()) + " points are left (expected: at least "
                    + points + ")");
        }
        return lot;
    }

    List<Lot> lots() {
        return List.copyOf(lots.values());
    }

    /** Lots whose rows are to be written. */
    List<Lot> toWrite() {
        return changed.stream().filter(lots::containsKey).map(lots::get).toList();
    }

    /** Numbers of lots whose rows are to go. */
    List<Long> toDelete() {
        return changed.stream().filter(id -> !lots.containsKey(id)).toList();
    }
}
