package dev.giveback.access.actor;

import dev.giveback.access.domain.Refusal;

/** What the actor of acts answers. */
public sealed interface AuditReply {
    /** It is durable, or was before. */
    record Recorded(long id) implements AuditReply {}

    /** It was refused, and nothing was recorded. */
    record Refused(Refusal refusal) implements AuditReply {}
}
