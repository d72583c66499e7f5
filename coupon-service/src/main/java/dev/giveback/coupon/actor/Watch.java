package dev.giveback.coupon.actor;

import akka.actor.typed.ActorRef;
import dev.giveback.coupon.domain.Change.RefusedClaim;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an actor has under way and need not remember: calls to customers, who waits for them, and answers that the next event is to
 * record. After a restart all of it follows again from the claims that the campaign watches.
 */
final class Watch {
    /** Calls to customers at once. */
    static final int MAX_CALLS = 256;
    /** Answers of customers that are written at once rather than with the next tick. */
    static final int MAX_UNRECORDED = 500;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Map<String, Pause> pauses = new HashMap<>();
    private final Set<String> calls = new HashSet<>();
    private final Map<String, List<ActorRef<CampaignReply>>> waiting = new HashMap<>();
    private final Set<String> granted = new LinkedHashSet<>();
    private final Map<String, Declined> declined = new LinkedHashMap<>();
    private boolean areGrantsDue;

    /** Until when a claim is left alone. By a clock that was set back behind its beginning it is over, or it would last as long as that. */
    private record Pause(Instant begin, Instant end) {
        boolean isOver(Instant now) {
            return now.isBefore(begin) || !now.isBefore(end);
        }
    }

    /** An answer that must be recorded before it is given. */
    record Declined(RefusedClaim claim, CampaignReply reply) {}

    /** Whether a call about this claim may begin: none is under way, its answer is not there, and its pause is over. */
    boolean mayCall(String claimId, Instant now) {
        return hasRoom()
                && !calls.contains(claimId)
                && !declined.containsKey(claimId)
                && !granted.contains(claimId)
                && isOver(pauses.get(claimId), now);
    }

    private static boolean isOver(@Nullable Pause pause, Instant now) {
        return pause == null || pause.isOver(now);
    }

    boolean hasRoom() {
        return calls.size() < MAX_CALLS;
    }

    void begin(String claimId) {
        calls.add(claimId);
    }

    /** The call ended without an outcome that ends the watch. */
    void pause(String claimId, Instant now, Duration pause) {
        calls.remove(claimId);
        pauses.put(claimId, new Pause(now, now.plus(pause)));
    }

    void pause(String claimId, Instant now) {
        pause(claimId, now, PAUSE);
    }

    /** The claim is made anew by a request whose earlier claim fell back: what held that one up is over, and what it was granted too. */
    void renew(String claimId) {
        pauses.remove(claimId);
        granted.remove(claimId);
    }

    /** The call ended, and the claim that it was about is no longer watched, or was made anew meanwhile. */
    void forget(String claimId) {
        calls.remove(claimId);
        pauses.remove(claimId);
    }

    /** Forgets the pauses of all other claims. */
    void keepPausesOf(Set<String> claimIds) {
        pauses.keySet().retainAll(claimIds);
    }

    void wait(String claimId, ActorRef<CampaignReply> replyTo) {
        waiting.computeIfAbsent(claimId, unseen -> new ArrayList<>()).add(replyTo);
    }

    void granted(String claimId, CampaignReply reply) {
        calls.remove(claimId);
        pauses.remove(claimId);
        granted.add(claimId);
        answer(claimId, reply);
    }

    void declined(String claimId, String reason, CampaignReply reply) {
        calls.remove(claimId);
        pauses.remove(claimId);
        declined.put(claimId, new Declined(new RefusedClaim(claimId, reason), reply));
    }

    void answer(String claimId, CampaignReply reply) {
        List<ActorRef<CampaignReply>> callers = waiting.remove(claimId);
        if (callers != null) {
            callers.forEach(caller -> caller.tell(reply));
        }
    }

    /** Whether this claim is known to be granted, recorded or not. */
    boolean isGranted(String claimId) {
        return granted.contains(claimId);
    }

    /**
     * Takes what is to be recorded: what was declined, since somebody waits for that, and what was granted when it is time for it, or when
     * there is much of it.
     */
    Unrecorded take() {
        boolean isTime = areGrantsDue || granted.size() >= MAX_UNRECORDED;
        Unrecorded unrecorded =
                new Unrecorded(isTime ? List.copyOf(granted) : List.of(), List.copyOf(declined.values()));
        if (isTime) {
            granted.clear();
            areGrantsDue = false;
        }
        return unrecorded;
    }

    /** What was granted so far is to be recorded with the next event. */
    void recordGrants() {
        areGrantsDue = true;
    }

    /** These were recorded: those who wait may know. */
    void recorded(Unrecorded unrecorded) {
        for (Declined one : unrecorded.declined()) {
            declined.remove(one.claim().id());
            answer(one.claim().id(), one.reply());
        }
    }

    /** Answers of customers on their way into the journal. */
    record Unrecorded(List<String> granted, List<Declined> declined) {
        List<RefusedClaim> refused() {
            return declined.stream().map(Declined::claim).toList();
        }
    }

    int unrecorded() {
        return granted.size() + declined.size();
    }
}
