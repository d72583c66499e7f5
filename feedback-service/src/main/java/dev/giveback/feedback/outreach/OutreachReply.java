package dev.giveback.feedback.outreach;

import dev.giveback.feedback.domain.Refusal;
import dev.giveback.journal.v1.OutreachEvent;

/** What a program's outreach answers. */
public sealed interface OutreachReply {
    /** The event that was recorded, now or by an earlier request of the same id; or would be, for a request that only validates. */
    record Changed(OutreachEvent event) implements OutreachReply {}

    /** A refusal; nothing was recorded. */
    record Refused(Refusal refusal) implements OutreachReply {}
}
