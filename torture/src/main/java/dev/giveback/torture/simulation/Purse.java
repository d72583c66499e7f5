package dev.giveback.torture.simulation;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Points by the moment at which they expire, and nothing else. */
final class Purse {
    private final TreeMap<Instant, Long> byExpiry = new TreeMap<>();

    /** Adds points, or takes them away again if negative. */
    void put(Instant expires, long points) {
        if (points != 0 && byExpiry.merge(expires, points, Long::sum) == 0) {
            byExpiry.remove(expires);
        }
    }

    void putAll(Purse other) {
        other.byExpiry.forEach(this::put);
    }

    /** Takes the points that expire first; there must be as many. */
    Purse take(long points) {
        Purse taken = new Purse();
        long missing = points;
        while (missing > 0) {
            Map.Entry<Instant, Long> first = byExpiry.firstEntry();
            long part = Math.min(missing, first.getValue());
            taken.put(first.getKey(), part);
            missing -= part;
            byExpiry.remove(first.getKey());
            put(first.getKey(), first.getValue() - part);
        }
        return taken;
    }

    /** Takes all that has expired. */
    long takeExpired(Instant now) {
        long expired = 0;
        while (!byExpiry.isEmpty() && !now.isBefore(byExpiry.firstKey())) {
            expired += byExpiry.pollFirstEntry().getValue();
        }
        return expired;
    }

    long total() {
        return byExpiry.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<Instant, Long> points() {
        return byExpiry;
    }

    Purse copy() {
        Purse copy = new Purse();
        copy.putAll(this);
        return copy;
    }
}
