package dev.giveback.feedback.outreach;

import dev.giveback.feedback.domain.Refusal;
import dev.giveback.journal.v1.OutreachEvent;

/** What comes of a change. */
sealed interface OutreachDecision {
    /** It is to be recorded. */
    record Accepted(OutreachEvent event) implements OutreachDecision {}

    /** It was recorded before, or is so already. */
    record Repeated(OutreachEvent event) implements OutreachDecision {}

    /** It is refused. */
    record Rejected(Refusal refusal) implements OutreachDecision {}
}
