package dev.giveback.access.actor;

import dev.giveback.access.domain.Approval;
import dev.giveback.access.domain.Policy;
import dev.giveback.access.domain.Refusal;
import java.time.Instant;

/** What the actor of a program's approvals answers. */
public sealed interface ApprovalReply {
    /** The act needs nobody else. */
    record NotNeeded() implements ApprovalReply {}

    /**
     * An approval stands like this.
     *
     * @param now the moment at which it does
     */
    record Stands(Approval approval, Instant now) implements ApprovalReply {}

    /**
     * The policy.
     *
     * @param version how often it was changed
     */
    record PolicyIs(Policy policy, long version) implements ApprovalReply {}

    /** It was refused, and nothing was recorded. */
    record Refused(Refusal refusal) implements ApprovalReply {}
}
