package dev.giveback.access.domain;

import java.time.Instant;
import java.util.List;
import org.pcollections.TreePMap;

/**
 * The log of acts, as much of it as has to be held: how many there were, and which have not ended.
 *
 * @param latest the number of the latest act
 * @param open when the acts began whose end was not told yet, by number
 */
public record AuditLog(long latest, TreePMap<Long, Instant> open) {
    /** Before the first act. */
    public static final AuditLog EMPTY = new AuditLog(0, TreePMap.empty());

    /** An act begins; if too many are under way, the end of the oldest is given up before. */
    public List<AuditEvent> begin(Instant now) {
        AuditEvent begun = new AuditEvent.ActBegun(now, latest + 1);
        return open.size() < Limits.MAX_OPEN_ACTS
                ? List.of(begun)
                : List.of(new AuditEvent.ActEnded(now, open.firstKey(), true), begun);
    }

    /** An act ended; of two ends the first counts. */
    public Decision<AuditEvent, Long> end(long id, Instant now) {
        if (id < 1 || id > latest) {
            return new Decision.Rejected<>(
                    Refusal.of(Reason.ACT_NOT_FOUND, "name: there is no act " + id + " in the audit log"));
        }
        return open.containsKey(id)
                ? new Decision.Accepted<>(new AuditEvent.ActEnded(now, id, false))
                : new Decision.Repeated<>(id);
    }

    /** The ends that are given up at this moment, at most so many. */
    public List<AuditEvent> lost(Instant now, int most) {
        Instant before = now.minus(Limits.ACT);
        return open.entrySet().stream()
                .takeWhile(act -> act.getValue().isBefore(before))
                .limit(most)
                .<AuditEvent>map(act -> new AuditEvent.ActEnded(now, act.getKey(), true))
                .toList();
    }

    /** After one more event. */
    public AuditLog evolve(AuditEvent event) {
        return switch (event) {
            case AuditEvent.ActBegun begun -> new AuditLog(begun.id(), open.plus(begun.id(), begun.time()));
            case AuditEvent.ActEnded ended -> new AuditLog(latest, open.minus(ended.id()));
        };
    }
}
