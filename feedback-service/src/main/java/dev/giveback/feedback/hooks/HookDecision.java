package dev.giveback.feedback.hooks;

import dev.giveback.feedback.domain.Refusal;
import dev.giveback.journal.v1.WebhookChanged;

/** What comes of a change. */
sealed interface HookDecision {
    /** It is to be recorded. */
    record Accepted(WebhookChanged event) implements HookDecision {}

    /** It was recorded before, or is so already. */
    record Repeated(WebhookChanged event) implements HookDecision {}

    /** It is refused. */
    record Rejected(Refusal refusal) implements HookDecision {}
}
