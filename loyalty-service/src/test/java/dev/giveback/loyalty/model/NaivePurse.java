package dev.giveback.loyalty.model;

import dev.giveback.loyalty.domain.Customer;
import dev.giveback.loyalty.domain.Lot;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Points by the time at which they expire, and nothing else: what a customer has, or what is on the way to one. */
final class NaivePurse {
    private final TreeMap<Instant, Long> byExpiry = new TreeMap<>();
    private long expired;

    void put(Instant expires, long points) {
        byExpiry.merge(expires, points, Long::sum);
    }

    void putAll(NaivePurse other) {
        other.byExpiry.forEach(this::put);
        other.byExpiry.clear();
    }

    /** Takes the points that expire first. */
    NaivePurse take(long points) {
        NaivePurse taken = new NaivePurse();
        long missing = points;
        while (missing > 0) {
            Map.Entry<Instant, Long> first = byExpiry.firstEntry();
            long part = Math.min(missing, first.getValue());
            taken.put(first.getKey(), part);
            missing -= part;
            if (part == first.getValue()) {
                byExpiry.remove(first.getKey());
            } else {
                byExpiry.put(first.getKey(), first.getValue() - part);
            }
        }
        return taken;
    }

    void expire(Instant now) {
        while (!byExpiry.isEmpty() && !now.isBefore(byExpiry.firstKey())) {
            expired += byExpiry.pollFirstEntry().getValue();
        }
    }

    long total() {
        return byExpiry.values().stream().mapToLong(Long::longValue).sum();
    }

    long expired() {
        return expired;
    }

    Map<Instant, Long> points() {
        return byExpiry;
    }

    /** The same of a customer. */
    static Map<Instant, Long> pointsOf(Customer customer, Instant now) {
        Map<Instant, Long> points = new TreeMap<>();
        for (Lot lot : customer.lots().inOrder()) {
            Instant expires = lot.expires() == null ? Instant.MAX : lot.expires();
            if (now.isBefore(expires)) {
                points.merge(expires, lot.remaining(), Long::sum);
            }
        }
        return points;
    }
}
