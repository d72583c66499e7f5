package dev.giveback.coupon.domain;

import java.time.Instant;
import java.util.Optional;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/**
 * The latest changes by hand and what they were answered, so that a repeat is given the first answer.
 *
 * @param oldestFirst {@link Limits#REMEMBERED_REQUESTS} at most; a repeat of an older one is judged as a new request
 */
public record Memory(PVector<Remembered> oldestFirst) {
    static final Memory NONE = new Memory(TreePVector.empty());

    /**
     * How the campaign stood after a change, and how many codes the change revoked.
     *
     * @param version whose definition was current
     */
    public record Answer(long version, CampaignState state, Instant updated, long revoked, long claimedBefore) {}

    /** A request and its answer. */
    public record Remembered(String requestId, long fingerprint, Answer answer) {}

    Optional<Remembered> find(String requestId) {
        return oldestFirst.stream()
                .filter(request -> request.requestId().equals(requestId))
                .findFirst();
    }

    Memory plus(Remembered remembered) {
        PVector<Remembered> next = oldestFirst.plus(remembered);
        return new Memory(next.size() > Limits.REMEMBERED_REQUESTS ? next.minus(0) : next);
    }
}
