package dev.giveback.access.domain;

import java.time.Instant;
import java.util.List;

/** What happened to the approvals of a program. */
public sealed interface ApprovalEvent {
    /** When it was recorded. */
    Instant time();

    /**
     * A second person is asked.
     *
     * @param approval as it is now
     * @param forgotten those whose time was over
     */
    record ApprovalAsked(Instant time, Approval approval, List<Long> forgotten) implements ApprovalEvent {
        /** Copies the list. */
        public ApprovalAsked {
            forgotten = List.copyOf(forgotten);
        }
    }

    /** A second person has decided. */
    record ApprovalReviewed(Instant time, long id, Review review) implements ApprovalEvent {}

    /**
     * The policy is another.
     *
     * @param principal who changed it
     */
    record PolicyChanged(Instant time, Policy policy, String principal) implements ApprovalEvent {}
}
