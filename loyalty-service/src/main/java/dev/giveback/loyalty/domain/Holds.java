package dev.giveback.loyalty.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/** The holds of a customer: those open, and how each of the others ended. Ids are kept for ever, so that none is used twice. */
public record Holds(PMap<String, Open> open, PMap<String, End> ended) {
    static final Holds NONE = new Holds(HashTreePMap.empty(), HashTreePMap.empty());

    /** A hold that was neither captured nor released. It is live until it expires. */
    public record Open(String id, List<LotUse> uses, Instant expires) {
        public Open {
            uses = List.copyOf(uses);
        }

        boolean isLive(Instant now) {
            return now.isBefore(expires);
        }

        long points() {
            return LotUse.sum(uses);
        }
    }

    /** How a hold ended. */
    public enum End {
        CAPTURED,
        RELEASED,
        EXPIRED
    }

    /** Points held by live holds, by lot. */
    Map<Long, Long> held(Instant now) {
        if (open.isEmpty()) {
            return Map.of();
        }
        Map<Long, Long> held = new HashMap<>();
        for (Open hold : open.values()) {
            if (hold.isLive(now)) {
                hold.uses().forEach(use -> held.merge(use.lotId(), use.points(), Math::addExact));
            }
        }
        return held;
    }

    long liveCount(Instant now) {
        return open.values().stream().filter(hold -> hold.isLive(now)).count();
    }

    /** When the first of the live holds ends by itself; null without one. */
    @Nullable
    Instant earliestEnd(Instant now) {
        Instant earliest = null;
        for (Open hold : open.values()) {
            if (hold.isLive(now) && (earliest == null || hold.expires().isBefore(earliest))) {
                earliest = hold.expires();
            }
        }
        return earliest;
    }

    boolean contains(String id) {
        return open.containsKey(id) || ended.containsKey(id);
    }

    /** How the hold of this id stands; null while it is live. */
    @Nullable
    End end(String id, Instant now) {
        Open hold = open.get(id);
        if (hold == null) {
            return ended.get(id);
        }
        return hold.isLive(now) ? null : End.EXPIRED;
    }

    /** With those of another customer that have ended. */
    Holds plusAll(PMap<String, End> others) {
        return new Holds(open, ended.plusAll(others));
    }

    Holds plus(Open hold) {
        return new Holds(open.plus(hold.id(), hold), ended);
    }

    Holds ended(String id, End end) {
        return new Holds(open.minus(id), ended.plus(id, end));
    }

    /** With those that have expired by now counted among the ended. */
    Holds settled(Instant now) {
        Holds settled = this;
        for (Open hold : List.copyOf(open.values())) {
            settled = hold.isLive(now) ? settled : settled.ended(hold.id(), End.EXPIRED);
        }
        return settled;
    }

    /** The first {@code points} of a hold's lots. */
    static List<LotUse> first(long points, List<LotUse> uses) {
        List<LotUse> first = new ArrayList<>();
        long missing = points;
        for (LotUse use : uses) {
            if (missing > 0) {
                long taken = Math.min(missing, use.points());
                first.add(new LotUse(use.lotId(), taken));
                missing -= taken;
            }
        }
        return first;
    }
}
