package dev.giveback.access.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An act that waits for a second person, or no longer does.
 *
 * @param id its number in the program
 * @param ask what is to be done
 * @param asked when
 * @param expires when it lapses
 * @param review what was decided; null if nothing was
 */
public record Approval(
        long id,
        Ask ask,
        Instant asked,
        Instant expires,
        @Nullable Review review) {
    /** Whether it can still be decided, and used. */
    public boolean isOver(Instant now) {
        return !now.isBefore(expires);
    }

    /** How it stands at this moment. What was decided stays so when its time is over. */
    public ApprovalState state(Instant now) {
        if (review != null) {
            return review.approved() ? ApprovalState.APPROVED : ApprovalState.DECLINED;
        }
        return isOver(now) ? ApprovalState.EXPIRED : ApprovalState.WAITING;
    }

    Approval reviewed(Review decided) {
        return new Approval(id, ask, asked, expires, decided);
    }
}
