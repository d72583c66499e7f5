package dev.giveback.feedback.hooks;

import dev.giveback.feedback.domain.Refusal;
import dev.giveback.journal.v1.WebhookChanged;

/** What comes of a change, for who asked. */
public sealed interface HookReply {
    /**
     * The event that was recorded, now or by an earlier request of the same id; or would be, for a request that only validates.
     *
     * @param after what all webhooks of the program are now; with the event, for a request that only validates
     */
    record Changed(WebhookChanged event, ProgramHooks after) implements HookReply {}

    /** A refusal; nothing was recorded. */
    record Refused(Refusal refusal) implements HookReply {}
}
