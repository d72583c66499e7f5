package dev.giveback.access.domain;

import org.jspecify.annotations.Nullable;

/** What the approvals of a program are asked to do. */
public sealed interface ApprovalCommand {
    /**
     * Tell whether an act may be done; if nobody was asked yet, ask.
     *
     * @param ask the act
     * @param points of an adjustment, without sign
     */
    record Check(Ask ask, long points) implements ApprovalCommand {}

    /**
     * Decide about an act.
     *
     * @param id of the approval
     * @param approve whether it may be done
     * @param reviewer who decides
     * @param comment why
     */
    record ReviewApproval(long id, boolean approve, String reviewer, String comment) implements ApprovalCommand {}

    /**
     * Set the policy.
     *
     * @param readVersion the version that was read; null to overwrite
     * @param principal who asks
     */
    record SetPolicy(Policy policy, @Nullable Long readVersion, String principal) implements ApprovalCommand {}
}
